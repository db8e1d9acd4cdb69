package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.Effects;
import io.scriptmaster.engine.EmittedEvent;
import io.scriptmaster.engine.Log;
import io.scriptmaster.engine.LogEntry;
import io.scriptmaster.engine.LogLevel;
import io.scriptmaster.engine.ScriptError;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.Usage;
import io.scriptmaster.engine.ValueWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EffectsBoundTest {

  private static final Log NO_LOG = new Log(List.of(), false, 0);
  private static final Usage USAGE = new Usage(Duration.ZERO, Duration.ZERO, 0);

  /** With a key of one character, a half of what is allowed. */
  private static final String HALF = "x".repeat((int) EffectsBound.MOST / 2 - 1);

  @Test
  void shouldLetEffectsPassThatAreJustSmallEnough() {
    // Given
    ScriptResult result = succeeded(List.of(value("a", HALF)), List.of(event("t", HALF)));

    // Then
    assertThat(EffectsBound.within(result)).isSameAs(result);
    assertThat(EffectsBound.bytes(result)).isEqualTo(2 * EffectsBound.MOST + 2 * "null".length());
  }

  @Test
  void shouldRefuseEffectsThatAreTooLargeTogether() {
    // When
    ScriptResult result =
        EffectsBound.within(
            succeeded(List.of(value("a", HALF)), List.of(event("t", HALF), event("t", "1"))));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            ScriptResult.LimitExceeded.class,
            exceeded -> {
              assertThat(exceeded.error().code()).isEqualTo("effects_limit");
              assertThat(exceeded.error().message())
                  .isEqualTo(
                      "the events and values have 8388610 characters together; an execution may leave 8388608");
            });
    assertThat(EffectsBound.bytes(result)).isZero();
  }

  @Test
  void shouldCountHeadersKeysAndDeletions() {
    // Given
    EmittedEvent event = new EmittedEvent("t", Optional.of("k"), "12", Map.of("h", "v"));

    // Then
    assertThat(
            EffectsBound.bytes(
                succeeded(
                    List.of(
                        new ValueWrite(
                            "gone", Optional.empty(), Optional.empty(), Optional.empty())),
                    List.of(event))))
        .isEqualTo(2 * ("gone".length() + "tk12hv".length() + "null".length()));
  }

  @Test
  void shouldKeepTheFirstLogLinesOfARunThatPrintsTooMuch() {
    // Given a log that was truncated before
    String tenth = "x".repeat((int) EffectsBound.MOST / 10);
    List<LogEntry> lines =
        IntStream.rangeClosed(0, 12).mapToObj(n -> line(n, n == 12 ? "truncated" : tenth)).toList();
    ScriptResult result =
        new ScriptResult.Failed(
            new ScriptError("script_error", "no", List.of()), new Log(lines, true, 3), USAGE);

    // When
    Log log = EffectsBound.within(result).log();

    // Then
    assertThat(log.lines()).hasSize(11).startsWith(lines.subList(0, 10).toArray(LogEntry[]::new));
    assertThat(log.lines().getLast().sequence()).isEqualTo(10);
    assertThat(log.lines().getLast().message()).startsWith("log truncated after 10 lines");
    assertThat(log.dropped()).isEqualTo(5);
  }

  private static ScriptResult succeeded(List<ValueWrite> values, List<EmittedEvent> events) {
    return new ScriptResult.Succeeded("null", new Effects(values, events), NO_LOG, USAGE);
  }

  private static ValueWrite value(String key, String json) {
    return new ValueWrite(key, Optional.of(json), Optional.empty(), Optional.empty());
  }

  private static EmittedEvent event(String type, String payload) {
    return new EmittedEvent(type, Optional.empty(), payload, Map.of());
  }

  private static LogEntry line(int sequence, String message) {
    return new LogEntry(sequence, Instant.EPOCH, LogLevel.INFO, message, null);
  }
}
