package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.processors.limits.TenantShare;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryShareTest {

  private static final String HEAVY = "x".repeat(1_000_000);
  private static final String LIGHT = "x";

  private final MemoryShare memory = new MemoryShare(128L * 1024 * 1024);
  private long sequence;

  @Test
  void shouldKeepRoomForWhoeverComesLast() {
    // Given eight that take all they can
    List<TenantBacklog> greedy =
        IntStream.range(0, 8).mapToObj(n -> new TenantBacklog("greedy-" + n)).toList();
    boolean some = true;
    while (some) {
      some = false;
      for (TenantBacklog one : greedy) {
        some |= take(one, HEAVY);
      }
    }

    // When
    TenantBacklog quiet = new TenantBacklog("quiet");
    int taken = 0;
    while (taken < MemoryShare.EXECUTIONS_PER_TENANT && take(quiet, LIGHT)) {
      taken++;
    }

    // Then
    assertThat(taken).isEqualTo(MemoryShare.EXECUTIONS_PER_TENANT);
    assertThat(memory.used()).isLessThan(memory.most());
    assertThat(take(quiet, LIGHT)).isFalse();
  }

  @Test
  void shouldNotBeExceededByMuchHoweverManyTenantsHaveLargeEvents() {
    // Given
    boolean last = false;
    for (int n = 0; n < 1_000; n++) {
      TenantBacklog one = new TenantBacklog("tenant-" + n);
      while (take(one, HEAVY)) {
        last = n == 999;
      }
    }

    // Then
    assertThat(memory.used()).isBetween(2 * memory.most(), 2 * memory.most() + 2_100_000);
    assertThat(last).isFalse();

    // When some end
    memory.giveBack(execution("tenant-0", HEAVY));
    memory.giveBack(execution("tenant-1", HEAVY));

    // Then
    assertThat(take(new TenantBacklog("tenant-999"), HEAVY)).isTrue();
  }

  @Test
  void shouldKeepRoomForTheLanesOfWhoeverComesLast() {
    // Given
    MemoryShare small = new MemoryShare(16_000_000);
    for (int tenant = 0; tenant < 3; tenant++) {
      for (int lanes = 0; small.hasRoomForLane(lanes); lanes++) {
        small.takeLane();
      }
    }

    // Then
    assertThat(small.hasRoomForLane(MemoryShare.SURE_LANES)).isTrue();
  }

  /** Whether there was room. */
  private boolean take(TenantBacklog backlog, String payload) {
    if (!memory.hasRoom(backlog)) {
      return false;
    }
    AdmittedExecution execution = execution(backlog.tenant(), payload);
    backlog.add(execution);
    memory.take(execution);
    return true;
  }

  private AdmittedExecution execution(String tenant, String payload) {
    Trigger trigger =
        Trigger.of(
            new TriggerEvent("e-1", tenant, "a", null, Instant.EPOCH, payload, Map.of()),
            new TriggerOrigin("trigger-events", 0, 7L));
    return new AdmittedExecution(
        ++sequence,
        trigger.executionOf("score"),
        trigger,
        "score",
        new TenantDefinitions(new TreeMap<>(), TenantShare.platformDefaults()),
        Instant.EPOCH);
  }
}
