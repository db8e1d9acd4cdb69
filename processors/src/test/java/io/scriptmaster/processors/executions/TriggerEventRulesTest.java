package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.executions.TriggerEventRules.Breach;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerEventRulesTest {

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "null", "1", "\"text\"", " {\"a\": [1, {\"b\": null}]} "})
  void shouldAcceptAnyJsonValueAsPayload(String payload) {
    assertThat(TriggerEventRules.check(event().setPayload(payload).build())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{a:1}", "{} {}", "undefined", "NaN", "'text'", "{\"a\":1,}", "01"})
  void shouldRefuseAPayloadThatIsNotOneJsonValue(String payload) {
    assertThat(TriggerEventRules.check(event().setPayload(payload).build()))
        .map(Breach::code)
        .contains("payload_not_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Acme", "-acme", "a/b", "a b", "a.b"})
  void shouldRefuseATenantIdThatBreaksTheRules(String tenant) {
    assertThat(TriggerEventRules.check(event().setTenant(tenant).build()))
        .map(Breach::code)
        .contains("invalid_tenant");
  }

  @Test
  void shouldRefuseWhatIsTooLarge() {
    assertThat(TriggerEventRules.check(event().setId("i".repeat(201)).build()))
        .map(Breach::code)
        .contains("invalid_event_id");
    assertThat(TriggerEventRules.check(event().setKey("k".repeat(501)).build()))
        .map(Breach::code)
        .contains("invalid_event_key");
    assertThat(
            TriggerEventRules.check(event().setHeaders(Map.of("h", "v".repeat(32 * 1024))).build()))
        .map(Breach::code)
        .contains("headers_too_large");
    assertThat(TriggerEventRules.check(event().setPayload("1".repeat(1024 * 1024 + 1)).build()))
        .map(Breach::code)
        .contains("payload_too_large");
  }

  @Test
  void shouldRefuseAPayloadThatIsNestedTooDeeplyOrHasAHugeName() {
    assertThat(TriggerEventRules.check(event().setPayload("[".repeat(100_000)).build()))
        .map(Breach::code)
        .contains("payload_not_json");
    String name = "n".repeat(60_000);
    assertThat(TriggerEventRules.check(event().setPayload("{\"%s\": 1}".formatted(name)).build()))
        .map(Breach::code)
        .contains("payload_not_json");
  }

  @Test
  void shouldSayWhereThePayloadStopsBeingJson() {
    assertThat(TriggerEventRules.check(event().setPayload("{\"a\": oops}").build()))
        .map(Breach::message)
        .hasValueSatisfying(message -> assertThat(message).contains("line 1", "column"));
  }

  private static TriggerEvent.Builder event() {
    return TriggerEvent.newBuilder()
        .setId("e-1")
        .setTenant("acme")
        .setType("issue.created")
        .setOccurredAt(Instant.EPOCH)
        .setPayload("{}");
  }
}
