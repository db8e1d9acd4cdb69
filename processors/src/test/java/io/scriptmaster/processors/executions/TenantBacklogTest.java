package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.executions.TenantBacklog.Elsewhere;
import io.scriptmaster.processors.executions.work.Counts;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantBacklogTest {

  private static final Counts NONE = new Counts(0, 0, 0, 0);
  private static final Instant EARLIER = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-24T10:00:05Z");
  private static final Instant NOW = Instant.parse("2026-11-24T10:01:00Z");

  private final TenantBacklog backlog = new TenantBacklog("acme");

  @Test
  void shouldTellTheOldestOfWhatIsParkedAlone() {
    Backlog shown = backlog.show(NONE, new Elsewhere(2, Optional.of(EARLIER), 0), NOW);

    assertThat(shown.count()).isEqualTo(2);
    assertThat(shown.oldest()).contains(EARLIER);
  }

  @Test
  void shouldTellTheOldestOfAll() {
    backlog.spill(AdmittedExecution.sequenceAfter(0, EARLIER));

    Backlog shown = backlog.show(NONE, new Elsewhere(1, Optional.of(LATER), 0), NOW);

    assertThat(shown.count()).isEqualTo(2);
    assertThat(shown.oldest()).contains(EARLIER);
  }

  @Test
  void shouldTellWhatItKnewLastWhileAllArePostponed() {
    backlog.show(NONE, new Elsewhere(1, Optional.of(EARLIER), 3), NOW);

    assertThat(backlog.show(NONE, new Elsewhere(0, Optional.empty(), 3), NOW).oldest())
        .contains(EARLIER);
    assertThat(new TenantBacklog("other").show(NONE, new Elsewhere(0, Optional.empty(), 3), NOW))
        .extracting(Backlog::oldest)
        .isEqualTo(Optional.of(NOW));
  }

  @Test
  void shouldTellNoOldestOfNothing() {
    backlog.show(NONE, new Elsewhere(1, Optional.of(EARLIER), 0), NOW);

    Backlog shown = backlog.show(NONE, new Elsewhere(0, Optional.empty(), 0), NOW);

    assertThat(shown.count()).isZero();
    assertThat(shown.oldest()).isEmpty();
    assertThat(shown.toJson()).contains("\"oldest\":null");
  }
}
