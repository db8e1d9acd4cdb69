package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmittedEventsTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final EmittedEvents emitted = new EmittedEvents(new FairQueue());
  private int written;
  private int read;

  @Test
  void shouldHoldATenantUntilHalfOfTheMostHaveComeBack() {
    // When
    write(EmittedEvents.MOST_AWAY);
    assertThat(emitted.areManyAway(ACME)).isFalse();
    write(100);
    emitted.wrote(OTHER, "y", 1, 1, NOW);

    // Then
    assertThat(emitted.areManyAway(ACME)).isTrue();
    assertThat(emitted.areManyAway(OTHER)).isFalse();

    // When
    readNext(EmittedEvents.MOST_AWAY / 2 + 99);
    assertThat(emitted.areManyAway(ACME)).isTrue();
    readNext(1);

    // Then
    assertThat(emitted.areManyAway(ACME)).isFalse();
  }

  @Test
  void shouldNotCountWhatWasWrittenBeforeItBegan() {
    // Given
    emitted.cameBack(ACME, "before-0", NOW);
    write(EmittedEvents.MOST_AWAY + 1);

    // When
    for (int n = 0; n < EmittedEvents.MOST_AWAY; n++) {
      emitted.cameBack(ACME, "before-" + n, NOW);
    }

    // Then
    assertThat(emitted.areManyAway(ACME)).isTrue();
  }

  @Test
  void shouldCountOnlyWhatIsHeardAndForgetItWithTheRest() {
    // Given
    emitted.wrote(ACME, "x", 10_000, EmittedEvents.MOST_AWAY + 1, NOW);
    assertThat(emitted.areManyAway(ACME)).isTrue();

    // When
    readNext(9_999);
    assertThat(emitted.areManyAway(ACME)).isTrue();
    emitted.cameBack(ACME, "x-9999", NOW);

    // Then
    assertThat(emitted.areManyAway(ACME)).isFalse();
  }

  @Test
  void shouldWaitAsLongAsThoseOfAnybodyComeBack() {
    // Given
    write(EmittedEvents.MOST_AWAY + 1);

    // When / Then
    emitted.cameBack(OTHER, "y-0", NOW.plusSeconds(4));
    emitted.tick(NOW.plusSeconds(8));
    assertThat(emitted.areManyAway(ACME)).isTrue();
    emitted.tick(NOW.plusSeconds(10));
    assertThat(emitted.areManyAway(ACME)).isFalse();
  }

  @Test
  void shouldHoldNobodyAfterItIsClosed() {
    // Given
    write(EmittedEvents.MOST_AWAY + 1);

    // When
    emitted.close();

    // Then
    assertThat(emitted.areManyAway(ACME)).isFalse();
  }

  /** One event by each execution. */
  private void write(int count) {
    for (int n = 0; n < count; n++) {
      emitted.wrote(ACME, "x-" + written++, 1, 1, NOW);
    }
  }

  /** In the order in which they were written. */
  private void readNext(int count) {
    for (int n = 0; n < count; n++) {
      emitted.cameBack(ACME, written == 0 ? "x-" + read++ : "x-" + read++ + "-0", NOW);
    }
  }
}
