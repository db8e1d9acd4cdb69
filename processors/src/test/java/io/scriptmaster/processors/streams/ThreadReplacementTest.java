package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final ThreadReplacement replacement = new ThreadReplacement("test", () -> now);

  @Test
  void shouldWaitLongerFromFailureToFailureButNotForEver() {
    assertThat(replacement.nextPause()).isEqualTo(ThreadReplacement.FIRST);
    assertThat(replacement.nextPause()).isEqualTo(ThreadReplacement.FIRST.multipliedBy(2));
    assertThat(replacement.nextPause()).isEqualTo(ThreadReplacement.FIRST.multipliedBy(4));
    for (int n = 0; n < 20; n++) {
      replacement.nextPause();
    }
    assertThat(replacement.nextPause()).isEqualTo(ThreadReplacement.LONGEST);
  }

  @Test
  void shouldForgiveAfterAQuietMinute() {
    replacement.nextPause();
    replacement.nextPause();

    now = now.plus(ThreadReplacement.FORGIVEN).plusMillis(1);

    assertThat(replacement.nextPause()).isEqualTo(ThreadReplacement.FIRST);
  }
}
