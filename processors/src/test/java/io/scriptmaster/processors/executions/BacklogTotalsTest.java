package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.executions.Backlog.ByReason;
import io.scriptmaster.processors.executions.Backlog.Ignored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogTotalsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  @Test
  void shouldAddUpTheTenantsAndKeepTheOldestMoment() {
    // When
    BacklogTotals sum =
        BacklogTotals.sum(
            List.of(
                backlog(Optional.of(NOW.minusSeconds(5)), new ByReason(1, 2, 3, 4, 5), 1),
                backlog(Optional.of(NOW.minusSeconds(9)), new ByReason(10, 20, 30, 40, 50), 7),
                backlog(Optional.empty(), new ByReason(0, 0, 0, 0, 0), 0)));

    // Then
    assertThat(sum)
        .isEqualTo(
            new BacklogTotals(
                new ByReason(11, 22, 33, 44, 55), 8, 16, Optional.of(NOW.minusSeconds(9))));
  }

  @Test
  void shouldBeNothingWithoutTenants() {
    assertThat(BacklogTotals.sum(List.of()))
        .isEqualTo(new BacklogTotals(new ByReason(0, 0, 0, 0, 0), 0, 0, Optional.empty()));
  }

  private static String backlog(Optional<Instant> oldest, ByReason reasons, long spilled) {
    return new Backlog(15, oldest, reasons, spilled, 2 * spilled, new Ignored(0, 0), NOW).toJson();
  }
}
