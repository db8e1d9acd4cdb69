package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.processors.limits.TenantShare;
import io.scriptmaster.testkit.Entities;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TenantDefinitionsTest {

  @Test
  void shouldAdmitEachScriptOnceHoweverManyListenersChooseIt() {
    TenantDefinitions definitions =
        definitions(
            List.of(
                listener("a", "score", "issue.*"),
                listener("b", "score", "issue.created"),
                listener("c", "tell", "**")));

    assertThat(definitions.admissions("issue.created"))
        .extracting(
            Admission::script,
            admission -> admission.hearings().stream().map(Hearing::listener).toList())
        .containsExactly(tuple("score", List.of("a", "b")), tuple("tell", List.of("c")));
  }

  @Test
  void shouldAdmitNothingForOtherTypesAndDisabledListeners() {
    Listener disabled =
        Listener.newBuilder(listener("b", "score", "issue.*")).setEnabled(false).build();

    TenantDefinitions definitions =
        definitions(List.of(listener("a", "score", "comment.*"), disabled));

    assertThat(definitions.admissions("issue.created")).isEmpty();
  }

  @Test
  void shouldFollowTheChangesOfOneListenerAndLeaveTheOthers() {
    // Given
    TenantDefinitions before =
        definitions(List.of(listener("a", "score", "issue.*"), listener("b", "tell", "issue.*")));
    before.admissions("issue.created");

    // When
    TenantDefinitions changed =
        before.with("a", Hearing.ofNullable(listener("a", "score", "comment.*")));
    TenantDefinitions without = changed.with("b", Optional.empty());

    // Then
    assertThat(before.admissions("issue.created"))
        .extracting(Admission::script)
        .containsExactly("score", "tell");
    assertThat(changed.admissions("issue.created"))
        .extracting(Admission::script)
        .containsExactly("tell");
    assertThat(without.admissions("issue.created")).isEmpty();
    assertThat(without.admissions("comment.created"))
        .extracting(Admission::script)
        .containsExactly("score");
  }

  private static TenantDefinitions definitions(List<Listener> listeners) {
    TreeMap<String, Hearing> hearings = new TreeMap<>();
    listeners.forEach(listener -> hearings.put(listener.getId(), Hearing.of(listener)));
    return new TenantDefinitions(hearings, TenantShare.of(Map.of()));
  }

  private static Listener listener(String id, String script, String pattern) {
    return Entities.listener("acme", id, script).setEventTypes(List.of(pattern)).build();
  }
}
