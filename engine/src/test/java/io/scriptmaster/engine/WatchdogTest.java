package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  @Test
  void shouldGoOnWhenTheHeapIsFull() throws InterruptedException {
    // Given
    CountDownLatch times = new CountDownLatch(3);
    Runnable fails =
        () -> {
          times.countDown();
          throw new OutOfMemoryError("of a test");
        };

    // When
    try (Watchdog watchdog = new Watchdog(fails, Duration.ofMillis(1), () -> false)) {
      watchdog.start();

      // Then
      assertThat(times.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
