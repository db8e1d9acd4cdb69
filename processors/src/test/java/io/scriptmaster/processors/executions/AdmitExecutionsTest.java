package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.event.TriggerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmitExecutionsTest {

  private static final TriggerEvent EVENT =
      TriggerEvent.newBuilder()
          .setId("e-1")
          .setTenant("acme")
          .setType("issue.created")
          .setOccurredAt(Instant.EPOCH)
          .setPayload("{}")
          .build();

  @Test
  void shouldAdmitEachScriptOnceHoweverManyListenersChooseIt() {
    List<Admission> admissions =
        AdmitExecutions.admit(
            EVENT,
            List.of(
                listener("a", "score", "issue.*"),
                listener("b", "score", "issue.created"),
                listener("c", "tell", "**")),
            id -> Optional.of(script(id.value(), true)));

    assertThat(admissions)
        .extracting(
            admission -> admission.listener().getId(),
            admission -> admission.listener().getScript())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "score"),
            org.assertj.core.groups.Tuple.tuple("c", "tell"));
  }

  @Test
  void shouldAdmitNothingForOtherTypesAndDisabledListenersAndScripts() {
    Listener disabled =
        Listener.newBuilder(listener("b", "score", "issue.*")).setEnabled(false).build();

    List<Admission> admissions =
        AdmitExecutions.admit(
            EVENT,
            List.of(listener("a", "score", "comment.*"), disabled, listener("c", "off", "issue.*")),
            id -> Optional.of(script(id.value(), !id.value().equals("off"))));

    assertThat(admissions).isEmpty();
  }

  @Test
  void shouldAdmitAScriptThatIsGoneSoThatItsRejectionIsRecorded() {
    List<Admission> admissions =
        AdmitExecutions.admit(
            EVENT, List.of(listener("a", "gone", "issue.*")), id -> Optional.empty());

    assertThat(admissions)
        .singleElement()
        .extracting(Admission::script)
        .isEqualTo(Optional.empty());
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

  private static Script script(String id, boolean enabled) {
    return Script.newBuilder()
        .setTenant("acme")
        .setId(id)
        .setVersion(1)
        .setRevision(1)
        .setSource("return 1")
        .setEnabled(enabled)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy("operator")
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy("operator")
        .build();
  }
}
