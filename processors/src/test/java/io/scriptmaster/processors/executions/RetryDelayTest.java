package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelayTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.newBuilder()
          .setAttempts(8)
          .setBackoffMillis(1_000)
          .setMaxBackoffMillis(10_000)
          .setOutcomes(List.of("failed", "timed_out"))
          .build();

  @ParameterizedTest
  @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 8000", "5, 10000", "7, 10000"})
  void shouldDoubleUntilTheMostAndSpreadByAQuarter(int attempt, long millis) {
    List<Long> delays =
        IntStream.range(0, 500)
            .mapToObj(n -> delay("failed", attempt, "x-" + n).orElseThrow().toMillis())
            .toList();

    assertThat(delays).allMatch(it -> it >= millis * 3 / 4 && it <= millis * 5 / 4);
    assertThat(delays).anyMatch(it -> it < millis * 85 / 100);
    assertThat(delays).anyMatch(it -> it > millis * 115 / 100);
  }

  @Test
  void shouldBeTheSameForTheSameAttempt() {
    assertThat(delay("failed", 2, "x-1")).isEqualTo(delay("failed", 2, "x-1"));
    assertThat(delay("failed", 2, "x-1")).isNotEqualTo(delay("failed", 2, "x-2"));
  }

  @Test
  void shouldEndWithTheLastAttemptAndOtherOutcomes() {
    assertThat(delay("failed", 7, "x")).isPresent();
    assertThat(delay("failed", 8, "x")).isEmpty();
    assertThat(delay("timed_out", 1, "x")).isPresent();
    assertThat(delay("limit_exceeded", 1, "x")).isEmpty();
    assertThat(RetryDelay.after(Optional.empty(), "failed", 1, new ExecutionId("x"))).isEmpty();
  }

  private static Optional<Duration> delay(String outcome, int attempt, String execution) {
    return RetryDelay.after(Optional.of(POLICY), outcome, attempt, new ExecutionId(execution));
  }
}
