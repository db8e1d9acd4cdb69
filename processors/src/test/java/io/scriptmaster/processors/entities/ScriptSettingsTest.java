package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.RetryPolicy;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits and retries of scripts, limits of tenants, filters of listeners. */
class ScriptSettingsTest {

  private final DecidedTenant tenant = new DecidedTenant();

  @Test
  void shouldKeepLimitsUpToThoseOfTheTenant() {
    // Given
    tenant.save("tenant", "acme", "{\"displayName\": \"Acme\", \"limits\": {\"cpuMillis\": 9000}}");

    // When
    CommandResult saved = tenant.saveScript("score", ", \"limits\": {\"cpuMillis\": 9000}");
    CommandResult refused = tenant.saveScript("score", ", \"limits\": {\"cpuMillis\": 9001}");

    // Then
    assertThat(saved.getAccepted()).isTrue();
    assertThat(tenant.script("score").getLimits()).containsExactly(Map.entry("cpuMillis", 9000L));
    assertThat(refused.getCode()).isEqualTo("limit_too_high");
    assertThat(refused.getField()).isEqualTo("limits.cpuMillis");
    assertThat(refused.getMessage()).contains("from 1 to 9000");
  }

  @Test
  void shouldTakeThePlatformsLimitWhereTheTenantHasNone() {
    CommandResult refused = tenant.saveScript("score", ", \"limits\": {\"wallMillis\": 25001}");

    assertThat(refused.getCode()).isEqualTo("limit_too_high");
    assertThat(refused.getMessage()).contains("from 1 to 25000");
  }

  @Test
  void shouldRestoreAScriptWhoseLimitIsNowAboveTheTenants() {
    // Given
    String limits = ", \"limits\": {\"cpuMillis\": 4000}}";
    tenant.save("script", "score", "{\"source\": \"return 1\"" + limits);
    tenant.save("script", "score", "{\"source\": \"return 2\"" + limits);
    tenant.save("tenant", "acme", "{\"displayName\": \"Acme\", \"limits\": {\"cpuMillis\": 1000}}");

    // Then
    assertThat(tenant.restore("score", 1).getAccepted()).isTrue();
  }

  @Test
  void shouldFillInWhatARetryDoesNotSay() {
    // When
    tenant.saveScript("score", ", \"retry\": {\"attempts\": 3}");

    // Then
    assertThat(tenant.script("score").getRetry())
        .isEqualTo(new RetryPolicy(3, 1_000L, 300_000L, List.of("failed", "timed_out")));
    assertThat(RecordJson.show(tenant.script("score")).get("retry"))
        .hasToString(
            "{\"attempts\":3,\"backoff\":\"PT1S\",\"maxBackoff\":\"PT5M\",\"outcomes\":[\"failed\",\"timed_out\"]}");
  }

  @Test
  void shouldRaiseTheLargestBackoffThatIsNotGivenToTheFirst() {
    // When
    tenant.saveScript("score", ", \"retry\": {\"attempts\": 2, \"backoff\": \"PT1H\"}");

    // Then
    assertThat(tenant.script("score").getRetry().getMaxBackoffMillis()).isEqualTo(3_600_000L);
  }

  @Test
  void shouldKeepTheFilterOfAListenerAndWhatAFailureMeans() {
    // Given
    tenant.saveScript("score", "");

    // When
    tenant.save("listener", "plain", "{\"eventTypes\": [\"x\"], \"script\": \"score\"}");
    tenant.save(
        "listener",
        "strict",
        "{\"eventTypes\": [\"x\"], \"script\": \"score\", \"filter\": \"event.key\", \"onFailure\": \"park\"}");

    // Then
    var plain = tenant.state().find(EntityCatalogue.LISTENERS, new EntityId("plain")).orElseThrow();
    var strict =
        tenant.state().find(EntityCatalogue.LISTENERS, new EntityId("strict")).orElseThrow();
    assertThat(plain.getFilter()).isNull();
    assertThat(plain.getOnFailure()).isEqualTo("continue");
    assertThat(strict.getFilter()).isEqualTo("event.key");
    assertThat(strict.getOnFailure()).isEqualTo("park");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "script | limits.cpuMillis | {\"source\": \"x\", \"limits\": {\"cpuMillis\": 0}}",
        "script | limits.cpuMillis | {\"source\": \"x\", \"limits\": {\"cpuMillis\": null}}",
        "script | limits.weight | {\"source\": \"x\", \"limits\": {\"weight\": 1}}",
        "script | limits | {\"source\": \"x\", \"limits\": {\"cpuMillis\": 1.5}}",
        "script | limits | {\"source\": \"x\", \"limits\": {\"cpuMillis\": \"1\"}}",
        "script | retry.attempts | {\"source\": \"x\", \"retry\": {}}",
        "script | retry.attempts | {\"source\": \"x\", \"retry\": {\"attempts\": 21}}",
        "script | retry.backoff | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"backoff\": \"1s\"}}",
        "script | retry.backoff | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"backoff\": \"PT0S\"}}",
        "script | retry.backoff | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"backoff\": \"PT61M\"}}",
        "script | retry.maxBackoff | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"maxBackoff\": \"PT25H\"}}",
        "script | retry.maxBackoff | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"backoff\": \"PT2M\", \"maxBackoff\": \"PT1M\"}}",
        "script | retry.outcomes | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"outcomes\": [\"succeeded\"]}}",
        "script | retry.outcomes | {\"source\": \"x\", \"retry\": {\"attempts\": 2, \"outcomes\": []}}",
        "script | source | {\"source\": \"x\", \"imports\": [\"Not An Id\"]}",
        "tenant | limits.weight | {\"displayName\": \"A\", \"limits\": {\"weight\": 10001}}",
        "tenant | limits.speed | {\"displayName\": \"A\", \"limits\": {\"speed\": 1}}",
        "listener | onFailure | {\"eventTypes\": [\"x\"], \"script\": \"score\", \"onFailure\": \"cry\"}",
        "listener | filter | {\"eventTypes\": [\"x\"], \"script\": \"score\", \"filter\": \" \"}",
      })
  void shouldNameTheFieldThatIsWrong(String kind, String field, String body) {
    CommandResult result = tenant.save(kind, kind.equals("tenant") ? "acme" : "one", body);

    assertThat(result.getAccepted()).isFalse();
    assertThat(result.getCode()).isEqualTo("invalid_command");
    assertThat(result.getField()).isEqualTo(field);
    assertThat(result.getMessage()).isNotBlank();
  }
}
