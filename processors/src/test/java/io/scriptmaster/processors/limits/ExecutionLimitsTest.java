package io.scriptmaster.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExecutionLimitsTest {

  @Test
  void shouldHaveThePlatformsUnlessSomebodySaysOtherwise() {
    // When
    ExecutionLimits limits = ExecutionLimits.platformDefaults();

    // Then
    assertThat(limits)
        .isEqualTo(
            new ExecutionLimits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(25),
                268_435_456,
                262_144,
                1_000,
                1_000,
                100,
                1_048_576,
                20));
    assertThat(TenantShare.platformDefaults())
        .isEqualTo(new TenantShare(100, 100, 1_000_000, 104_857_600, 100_000));
  }

  @Test
  void shouldTakeTheScriptsOwnBelowTheTenants() {
    // When
    ExecutionLimits limits =
        ExecutionLimits.resolve(
            Map.of("cpuMillis", 20_000L, "logLines", 50L),
            Map.of("cpuMillis", 10_000L, "emittedEvents", 3L));

    // Then
    assertThat(limits.cpu()).isEqualTo(Duration.ofSeconds(10));
    assertThat(limits.logLines()).isEqualTo(50);
    assertThat(limits.emittedEvents()).isEqualTo(3);
  }

  @Test
  void shouldBoundTheScriptByTenantLimitsThatWereLoweredLater() {
    // When
    ExecutionLimits limits =
        ExecutionLimits.resolve(Map.of("cpuMillis", 100L), Map.of("cpuMillis", 4_000L));

    // Then
    assertThat(limits.cpu()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void shouldNotLetAScriptSetWhatIsTheTenantsAlone() {
    assertThat(Limit.WEIGHT.of(Map.of(), Map.of("weight", 5L))).isEqualTo(100);
  }

  @Test
  void shouldStayInRangeWhateverIsStored() {
    // When
    ExecutionLimits limits =
        ExecutionLimits.resolve(
            Map.of("cpuMillis", Long.MAX_VALUE, "resultBytes", -1L), Map.of("wallMillis", 0L));
    TenantShare share = TenantShare.of(Map.of("concurrency", Long.MAX_VALUE, "nonsense", 1L));

    // Then
    assertThat(limits.cpu()).isEqualTo(Duration.ofSeconds(60));
    assertThat(limits.resultBytes()).isEqualTo(64);
    assertThat(limits.wall()).isEqualTo(Duration.ofMillis(1));
    assertThat(share.concurrency()).isEqualTo(10_000);
  }
}
