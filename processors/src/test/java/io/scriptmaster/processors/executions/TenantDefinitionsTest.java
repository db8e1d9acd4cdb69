package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.Script;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.processors.limits.TenantShare;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TenantDefinitionsTest {

  @Test
  void shouldAdmitEachScriptOnceHoweverManyListenersChooseIt() {
    TenantDefinitions definitions =
        definitions(
            List.of(
                listener("a", "score", "issue.*"),
                listener("b", "score", "issue.created"),
                listener("c", "tell", "**")),
            script("score", true),
            script("tell", true));

    assertThat(definitions.admissions("issue.created"))
        .extracting(
            Admission::script,
            admission -> admission.hearings().stream().map(Hearing::listener).toList())
        .containsExactly(tuple("score", List.of("a", "b")), tuple("tell", List.of("c")));
  }

  @Test
  void shouldAdmitNothingForOtherTypesAndDisabledListenersAndScripts() {
    Listener disabled =
        Listener.newBuilder(listener("b", "score", "issue.*")).setEnabled(false).build();

    TenantDefinitions definitions =
        definitions(
            List.of(listener("a", "score", "comment.*"), disabled, listener("c", "off", "issue.*")),
            script("score", true),
            script("off", false));

    assertThat(definitions.admissions("issue.created")).isEmpty();
  }

  @Test
  void shouldAdmitAScriptThatIsGoneSoThatItsRejectionIsRecorded() {
    TenantDefinitions definitions = definitions(List.of(listener("a", "gone", "issue.*")));

    assertThat(definitions.admissions("issue.created"))
        .extracting(Admission::script)
        .containsExactly("gone");
    assertThat(definitions.script("gone")).isEmpty();
  }

  private static TenantDefinitions definitions(
      List<Listener> listeners, RunnableScript... scripts) {
    return new TenantDefinitions(
        listeners,
        Stream.of(scripts).collect(Collectors.toMap(RunnableScript::id, Function.identity())),
        TenantShare.of(Map.of()));
  }

  private static RunnableScript script(String id, boolean enabled) {
    return new RunnableScript(
        id,
        1,
        enabled,
        new Program("acme", new Script(id, "return 1"), 1, Map.of()),
        ScriptLimits.DEFAULTS,
        Optional.empty());
  }

  private static Listener listener(String id, String script, String pattern) {
    return Listener.newBuilder()
        .setTenant("acme")
        .setId(id)
        .setVersion(1)
        .setEventTypes(List.of(pattern))
        .setScript(script)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy("operator")
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy("operator")
        .build();
  }
}
