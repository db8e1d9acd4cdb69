package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.processors.limits.TenantShare;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AdmittedExecutionTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final TenantDefinitions definitions =
      new TenantDefinitions(new TreeMap<>(), TenantShare.platformDefaults());

  @Test
  void shouldKnowAfterARestartThatItWasCancelled() {
    // Given
    AdmittedExecution execution = execution();
    execution.becomesCancelled();

    // When
    AdmittedExecution restored = AdmittedExecution.of(1, execution.toPending(), definitions);

    // Then
    assertThat(restored.isCancelled()).isTrue();
    assertThat(AdmittedExecution.of(1, execution().toPending(), definitions).isCancelled())
        .isFalse();
  }

  private AdmittedExecution execution() {
    Trigger trigger =
        Trigger.of(
            new TriggerEvent("e-1", "acme", "issue.created", null, NOW, "{}", Map.of()),
            new TriggerOrigin("trigger-events", 0, 7L));
    return new AdmittedExecution(
        1, trigger.executionOf("score"), trigger, "score", definitions, NOW);
  }
}
