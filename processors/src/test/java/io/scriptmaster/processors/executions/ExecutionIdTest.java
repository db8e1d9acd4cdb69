package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExecutionIdTest {

  @Test
  void shouldBeTheSameForTheSameTrigger() {
    assertThat(ExecutionId.of("acme", "score", "event", "e-1"))
        .isEqualTo(ExecutionId.of("acme", "score", "event", "e-1"));
  }

  @Test
  void shouldNotConfuseWhereOnePartEndsAndTheNextStarts() {
    assertThat(ExecutionId.of("a", "bc", "event", "1"))
        .isNotEqualTo(ExecutionId.of("ab", "c", "event", "1"));
  }

  @Test
  void shouldBeAUuidOfVersion8() {
    UUID id = UUID.fromString(ExecutionId.of("acme", "score", "event", "e-1").value());

    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }
}
