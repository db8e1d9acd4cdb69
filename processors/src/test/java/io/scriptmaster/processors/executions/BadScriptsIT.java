package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.RunningPlatform;
import io.scriptmaster.testkit.TopicReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts that fail in every way still end in one execution record each, and the next event runs.
 */
class BadScriptsIT {

  private static final String SOURCE =
      """
      switch (event.payload.how) {
        case 'throw': throw new Error('no luck');
        case 'loop': for (;;) {}
        case 'function': return () => 1;
        case 'bigint': return 10n;
        case 'cycle': { const a = {}; a.a = a; return a; }
        case 'never': await new Promise(() => {});
        case 'flood': for (let i = 0; i < 100000; i++) console.log('line', i); return 'flooded';
        case 'symbol': sm.log.info('x', Symbol('a'.repeat(5e6))); return 'logged';
        case 'name': {
          const f = { ['f' + 'n'.repeat(250000)](n) { if (n === 0) throw new Error('x'); this['f' + 'n'.repeat(250000)](n - 1); } };
          return f['f' + 'n'.repeat(250000)](30);
        }
        case 'deep': { const f = () => f(); return f(); }
        default: return 'fine';
      }
      """;

  @TempDir private Path stateDirectory;

  @Test
  void shouldEndEachInAnExecutionThatSaysWhy() {
    try (RunningPlatform platform = new RunningPlatform(stateDirectory)) {
      // Given
      platform.saveScript("acme", SOURCE);
      List<String> ways =
          List.of(
              "throw",
              "loop",
              "function",
              "bigint",
              "cycle",
              "never",
              "flood",
              "symbol",
              "name",
              "deep",
              "none");

      // When
      for (String way : ways) {
        platform
            .writer()
            .write(
                platform.topics().triggerEvents(),
                "acme",
                RunningPlatform.event("acme", way)
                    .setKey("one after another")
                    .setPayload("{\"how\": \"%s\"}".formatted(way))
                    .build());
      }

      // Then
      try (TopicReader<Execution> executions = platform.reader(platform.topics().executions());
          TopicReader<LogLine> lines = platform.reader(platform.topics().executionLogs())) {
        assertThat(executions.readAtLeast(ways.size()))
            .extracting(ConsumerRecord::value)
            .extracting(
                it ->
                    "%s: %s %s"
                        .formatted(
                            it.getTriggerId(),
                            it.getOutcome(),
                            it.getError() == null ? it.getResult() : it.getError().getCode()))
            .containsExactly(
                "throw: failed script_error",
                "loop: limit_exceeded cpu_limit",
                "function: failed result_not_json",
                "bigint: failed result_not_json",
                "cycle: failed result_not_json",
                "never: failed never_settled",
                "flood: succeeded \"flooded\"",
                "symbol: succeeded \"logged\"",
                "name: failed script_error",
                "deep: failed stack_overflow",
                "none: succeeded \"fine\"");
        Execution flood = executions.readToEnd().get(ways.indexOf("flood")).value();
        assertThat(flood.getLogTruncated()).isTrue();
        assertThat(lines.readAtLeast(flood.getLogLines() + 1)).hasSize(flood.getLogLines() + 1);
      }
    }
  }
}
