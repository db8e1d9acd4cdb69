package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.entity.Script;
import io.scriptmaster.schemas.EntityId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideCommandTest {

  private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
  private static final EntityId SCORE = new EntityId("score");

  private final FakeTenantState state = new FakeTenantState();
  private final DecideCommand decision = new DecideCommand(tenant -> state);
  private final List<EntityChange> audit = new ArrayList<>();

  @BeforeEach
  void createTenant() {
    send(command("tenant", "save", "acme", "{\"displayName\": \"Acme\"}"));
  }

  @Test
  void shouldMakeARevisionOnlyWhenTheSourceChanges() {
    saveScript("return 1");
    send(command("script", "save", "score", "{\"source\": \"return 1\", \"description\": \"d\"}"));
    saveScript("return 2");

    Script script = state.find(EntityCatalogue.SCRIPTS, SCORE).orElseThrow();
    assertThat(script.getVersion()).isEqualTo(3);
    assertThat(script.getRevision()).isEqualTo(2);
    assertThat(state.revision(SCORE, 1).orElseThrow().getSource()).isEqualTo("return 1");
    assertThat(state.revision(SCORE, 1).orElseThrow().getSourceHash()).hasSize(64);
    assertThat(state.lastRevision(SCORE)).isEqualTo(2);
  }

  @Test
  void shouldChangeNothingWhenNothingChanges() {
    saveScript("return 1");
    audit.clear();

    CommandResult again = saveScript("return 1");

    assertThat(again.getAccepted()).isTrue();
    assertThat(again.getVersion()).isEqualTo(1);
    assertThat(audit).isEmpty();
  }

  @Test
  void shouldMakeANewRevisionOfARestoredOne() {
    saveScript("return 1");
    saveScript("return 2");

    CommandResult restored =
        send(command("script", "restore", "score", "{\"revision\": 1, \"message\": \"back\"}"));

    assertThat(restored.getAccepted()).isTrue();
    assertThat(state.find(EntityCatalogue.SCRIPTS, SCORE).orElseThrow().getSource())
        .isEqualTo("return 1");
    assertThat(state.revision(SCORE, 3))
        .hasValueSatisfying(
            revision -> {
              assertThat(revision.getRestoredFrom()).isEqualTo(1);
              assertThat(revision.getMessage()).isEqualTo("back");
            });
    assertThat(send(command("script", "restore", "score", "{\"revision\": 9}")).getCode())
        .isEqualTo("not_found");
  }

  @Test
  void shouldNeverGiveARevisionNumberTwice() {
    saveScript("return 1");
    send(command("script", "delete", "score", null));

    saveScript("return 'another'");

    assertThat(state.find(EntityCatalogue.SCRIPTS, SCORE).orElseThrow().getRevision()).isEqualTo(2);
    assertThat(state.revision(SCORE, 1).orElseThrow().getSource()).isEqualTo("return 1");
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "7, false"})
  void shouldCreateOnlyUnderTheExpectedVersion(long expected, boolean accepted) {
    Command command =
        Command.newBuilder(command("script", "save", "score", "{\"source\": \"return 1\"}"))
            .setExpectedVersion(expected)
            .build();

    assertThat(send(command).getAccepted()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "2, false"})
  void shouldReplaceAndDeleteOnlyUnderTheExpectedVersion(long expected, boolean accepted) {
    saveScript("return 1");

    Command delete =
        Command.newBuilder(command("script", "delete", "score", null))
            .setExpectedVersion(expected)
            .build();

    CommandResult result = send(delete);
    assertThat(result.getAccepted()).isEqualTo(accepted);
    assertThat(result.getCode()).isEqualTo(accepted ? null : "version_conflict");
  }

  @ParameterizedTest
  @CsvSource({
    "score, 7, its version is 1; read it again and repeat the change with its ETag",
    "other, 7, it does not exist; repeat the change without its ETag"
  })
  void shouldSayWhatToDoAboutAnotherVersion(String script, long expected, String message) {
    saveScript("return 1");

    Command save =
        Command.newBuilder(command("script", "save", script, "{\"source\": \"return 2\"}"))
            .setExpectedVersion(expected)
            .build();

    assertThat(send(save).getMessage()).isEqualTo("expected was version 7, but " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listener     | {\"eventTypes\": [\"x\"], \"script\": \"score\"}",
        "schedule     | {\"cron\": \"0 9 * * MON-FRI\", \"timeZone\": \"UTC\", \"script\": \"score\"}",
        "custom-field | {\"type\": \"number\", \"script\": \"score\", \"eventTypes\": [\"x\"]}",
        "web-trigger  | {\"script\": \"score\"}"
      })
  void shouldHoldOnToAScriptThatIsUsed(String kind, String body) {
    assertThat(send(command(kind, "save", "user", body)).getCode()).isEqualTo("script_not_found");
    saveScript("return 1");
    assertThat(send(command(kind, "save", "user", body)).getAccepted()).isTrue();

    CommandResult refused = send(command("script", "delete", "score", null));
    audit.clear();
    CommandResult cascaded =
        send(
            Command.newBuilder(command("script", "delete", "score", null))
                .setCascade(true)
                .build());

    assertThat(refused.getCode()).isEqualTo("script_in_use");
    assertThat(refused.getMessage()).contains(kind + " user", "cascade=true");
    assertThat(cascaded.getAccepted()).isTrue();
    assertThat(state.count(EntityCatalogue.SCRIPTS)).isZero();
    assertThat(state.count(EntityCatalogue.of(EntityKind.ofWord(kind).orElseThrow()))).isZero();
    assertThat(audit)
        .extracting(EntityChange::getKind, EntityChange::getAction)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(kind, "deleted"),
            org.assertj.core.api.Assertions.tuple("script", "deleted"));
  }

  @Test
  void shouldStopAtTheQuotaThatTheOperatorGave() {
    send(
        command(
            "tenant",
            "save",
            "acme",
            "{\"displayName\": \"Acme\", \"quotas\": {\"app-config\": 1}}"));

    assertThat(send(command("app-config", "save", "jira", "{}")).getAccepted()).isTrue();
    assertThat(send(command("app-config", "save", "confluence", "{}")).getCode())
        .isEqualTo("quota_exceeded");
    assertThat(
            send(command("app-config", "save", "jira", "{\"analyticsOptOut\": true}"))
                .getAccepted())
        .isTrue();
  }

  @Test
  void shouldTellTheAuditWhoChangedWhatButNoSecret() {
    String hash = "A".repeat(43) + "=";
    send(command("api-token", "save", "t1", token(hash, "first")));
    send(command("api-token", "save", "t1", token("B" + hash.substring(1), "first")));

    EntityChange created = audit.get(audit.size() - 2);
    EntityChange updated = audit.getLast();
    assertThat(created.getBefore()).isNull();
    assertThat(created.getActor()).isEqualTo("operator");
    assertThat(created.getSource()).isEqualTo("127.0.0.1");
    assertThat(created.getAfter()).contains("\"role\":\"editor\"").doesNotContain("hash");
    assertThat(updated.getAction()).isEqualTo("updated");
    assertThat(updated.getSecretChanged()).isTrue();
    assertThat(updated.getVersion()).isEqualTo(2);
  }

  @Test
  void shouldTellTheAuditTheRevisionAndTheHashOfASourceInItsPlace() {
    // Given
    saveScript("return 1; // " + "a".repeat(200_000));
    String after = "return 1; // " + "b".repeat(200_000);

    // When
    saveScript(after);

    // Then
    EntityChange updated = audit.getLast();
    assertThat(updated.getBefore().length() + updated.getAfter().length()).isLessThan(5_000);
    assertThat(updated.getBefore()).contains("\"revision\":1,").doesNotContain("source\":");
    assertThat(updated.getAfter())
        .contains("\"revision\":2,")
        .contains("\"sourceHash\":\"%s\"".formatted(SourceHash.of(after)))
        .doesNotContain("source\":");
    assertThat(updated.getBefore()).doesNotContain(SourceHash.of(after));
  }

  @Test
  void shouldNoteTheUseOfATokenWithoutAVersionOrAnAudit() {
    send(command("api-token", "save", "t1", token("A".repeat(43) + "=", "")));
    audit.clear();

    send(command("api-token", "touch", "t1", "{\"usedAt\": \"2026-11-24T11:00:00Z\"}"));

    var token = state.find(EntityCatalogue.API_TOKENS, new EntityId("t1")).orElseThrow();
    assertThat(token.getLastUsedAt()).isEqualTo(NOW);
    assertThat(token.getVersion()).isEqualTo(1);
    assertThat(audit).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule | cron | {\"cron\": \"61 * * * *\", \"timeZone\": \"UTC\", \"script\": \"score\"}",
        "schedule | cron | {\"cron\": \"tomorrow\", \"timeZone\": \"UTC\", \"script\": \"score\"}",
        "schedule | timeZone | {\"cron\": \"0 9 * * *\", \"timeZone\": \"Mars\", \"script\": \"score\"}",
        "schedule | catchUp | {\"cron\": \"0 9 * * *\", \"timeZone\": \"UTC\", \"script\": \"score\", \"catchUp\": 1}",
        "schedule | catchUp.window | {\"cron\": \"0 9 * * *\", \"timeZone\": \"UTC\", \"script\": \"score\", \"catchUp\": {\"window\": \"1m\"}}",
        "schedule | overlap | {\"cron\": \"0 9 * * *\", \"timeZone\": \"UTC\", \"script\": \"score\", \"overlap\": \"wait\"}",
        "app-config | outboundHosts | {\"outboundHosts\": [\"http://example.com\"]}",
        "app-config | outboundHosts | {\"outboundHosts\": [\"127.0.0.1\"]}",
        "app-config | logLevel | {\"logLevel\": \"loud\"}",
        "app-config | variables | {\"variables\": {\"a b\": \"c\"}}",
        "web-trigger | methods | {\"script\": \"score\", \"methods\": [\"BREW\"]}",
        "web-trigger | auth | {\"script\": \"score\", \"auth\": \"maybe\"}",
        "custom-field | type | {\"type\": \"colour\", \"script\": \"score\", \"eventTypes\": [\"x\"]}",
        "custom-field | rendering | {\"type\": \"text\", \"script\": \"score\", \"eventTypes\": [\"x\"], \"rendering\": 1}",
        "listener | eventTypes | {\"eventTypes\": [], \"script\": \"score\"}",
        "api-token | role | {\"role\": \"king\", \"hash\": \"AAAA\"}",
        "tenant | quotas | {\"displayName\": \"A\", \"quotas\": {\"planet\": 1}}"
      })
  void shouldNameTheFieldThatIsWrong(String kind, String field, String body) {
    CommandResult result =
        send(command(kind, "save", kind.equals("tenant") ? "acme" : "one", body));

    assertThat(result.getAccepted()).isFalse();
    assertThat(result.getCode()).isEqualTo("invalid_command");
    assertThat(result.getField()).isEqualTo(field);
    assertThat(result.getMessage()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "0 9 * * MON-FRI",
    "*/5 * * * *",
    "0 0 9 ? * MON-FRI",
    "0 0 12 L * ?",
    "0 15 10 ? * 6#3"
  })
  void shouldTakeCronExpressionsOfFiveAndSixFields(String cron) {
    saveScript("return 1");

    assertThat(
            send(command(
                    "schedule",
                    "save",
                    "daily",
                    "{\"cron\": \"%s\", \"timeZone\": \"Europe/Vienna\", \"script\": \"score\"}"
                        .formatted(cron)))
                .getMessage())
        .isNull();
  }

  private CommandResult saveScript(String source) {
    return send(command("script", "save", "score", "{\"source\": \"%s\"}".formatted(source)));
  }

  private CommandResult send(Command command) {
    Verdict verdict = decision.decide(command, NOW);
    verdict.states().forEach(state::apply);
    audit.addAll(verdict.audit());
    return verdict.result();
  }

  private static String token(String hash, String description) {
    return "{\"role\": \"editor\", \"description\": \"%s\", \"hash\": \"%s\"}"
        .formatted(description, hash);
  }

  private static Command command(String kind, String action, String entity, String body) {
    return Command.newBuilder()
        .setId("c-1")
        .setTenant("acme")
        .setKind(kind)
        .setAction(action)
        .setEntity(entity)
        .setBody(body)
        .setActor("operator")
        .setSource("127.0.0.1")
        .setIssuedAt(Instant.EPOCH)
        .build();
  }
}
