package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.command.CommandResult;
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
        case 'flood': for (let i = 0; i < 20000; i++) console.log('line', i); return 'flooded';
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

  private static final String LARGE =
      """
      const { what, char, bytes, more } = event.payload;
      const text = (size) => char.repeat(Math.floor(size / bytes)) + 'x'.repeat(more);
      switch (what) {
        case 'event': await sm.emit('issue.large', '中'.repeat(500), text(1048576 - 2 - 1500)); return 'emitted';
        case 'result': return text(1048576 - 2);
        case 'value': await sm.values.set('中'.repeat(500), text(65536 - 2)); return 'stored';
        case 'lines': for (let i = 0; i < 20; i++) sm.log('中'.repeat(1e5), '中'.repeat(1e5)); return 'logged';
        case 'error': throw new Error('中'.repeat(1e6));
        default: return 'heard ' + event.payload.length;
      }
      """;

  private static final List<String> LARGE_ENDS =
      List.of(
          "event ä +0: \"emitted\"",
          "event ä +4: event_size_limit",
          "result ä +0: 1048576 bytes",
          "result ä +4: result_size_limit",
          "value ä +0: \"stored\"",
          "value ä +4: value_size_limit",
          "\"heard 523537\"",
          "event 中 +0: \"emitted\"",
          "event 中 +4: event_size_limit",
          "result 中 +0: 1048574 bytes",
          "result 中 +4: result_size_limit",
          "value 中 +0: \"stored\"",
          "value 中 +4: value_size_limit",
          "\"heard 349024\"",
          "lines 中 +0: \"logged\"",
          "error 中 +0: script_error",
          "event 😀 +0: \"emitted\"",
          "event 😀 +4: event_size_limit",
          "result 😀 +0: 1048574 bytes",
          "result 😀 +4: result_size_limit",
          "value 😀 +0: \"stored\"",
          "value 😀 +4: value_size_limit",
          "\"heard 523536\"");

  /** The stream thread dies of a record that the broker refuses, and of the same one again. */
  @Test
  void shouldEmitReturnAndStoreWhatItsRecordsHaveRoomForAndRefuseMore() {
    try (RunningPlatform platform = new RunningPlatform(stateDirectory)) {
      // Given
      platform.command(
          "acme",
          "tenant",
          "acme",
          "{\"displayName\": \"acme\", \"limits\": {\"resultBytes\": 1048576}}");
      platform.command(
          "acme",
          "script",
          "score",
          new ObjectMapper().createObjectNode().put("source", LARGE).toString());
      platform.command(
          "acme",
          "listener",
          "on-issues",
          "{\"eventTypes\": [\"issue.*\"], \"script\": \"score\"}");
      try (TopicReader<CommandResult> verdicts =
          platform.reader(platform.topics().commandResults())) {
        verdicts.readAtLeast(3);
      }

      // When
      for (String end : LARGE_ENDS) {
        String[] way = end.split("[ +:]+");
        if (way.length > 3) {
          platform
              .writer()
              .write(
                  platform.topics().triggerEvents(),
                  "acme",
                  RunningPlatform.event("acme", end.substring(0, end.indexOf(':')))
                      .setPayload(
                          "{\"what\": \"%s\", \"char\": \"%s\", \"bytes\": %d, \"more\": %s}"
                              .formatted(way[0], way[1], way[1].getBytes(UTF_8).length, way[2]))
                      .build());
        }
      }

      // Then
      try (TopicReader<Execution> executions = platform.reader(platform.topics().executions())) {
        assertThat(executions.readAtLeast(LARGE_ENDS.size()))
            .extracting(ConsumerRecord::value)
            .extracting(BadScriptsIT::told)
            .containsExactlyInAnyOrderElementsOf(LARGE_ENDS);
      }
    }
  }

  private static String told(Execution execution) {
    String result = execution.getResult() == null ? "" : execution.getResult();
    if (result.startsWith("\"heard")) {
      return result;
    }
    String how =
        execution.getError() != null
            ? execution.getError().getCode()
            : result.length() < 100 ? result : result.getBytes(UTF_8).length + " bytes";
    return execution.getTriggerId() + ": " + how;
  }
}
