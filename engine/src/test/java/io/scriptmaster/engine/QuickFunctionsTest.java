package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way through a run does what the long one does. */
class QuickFunctionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return { then(keep) { keep('kept') } }",
        "export default () => ({ then(keep) { keep('kept') } })",
        "export default () => new Proxy({}, { has: () => true, get: (_, key) => key === 'then' ? (keep) => keep('kept') : 1 })",
        "export default () => { class Lazy extends Promise { then(keep) { return super.then(() => keep('kept')) } }\nreturn Lazy.resolve(1) }",
        "export default () => Object.assign(Promise.resolve('kept'), { mark: 1 })",
        "export default async () => { setTimeout(() => {}, 1e6); await null; return 'kept' }",
        "export default () => new Promise((keep) => setTimeout(keep, 1, 'kept'))",
        "function named() { return 'kept' }\nexport { named as default }",
        "let later = () => 'kept'; export { later as default }",
        "export { kept as default }; const kept = () => 'kept';",
      })
  void shouldWaitForWhateverTheScriptReturns(String source) {
    // When / Then
    assertThat(json(source)).isEqualTo("\"kept\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default () => new Proxy({}, { has() { throw new Error('mine') } })",
        "export default () => { throw new Error('mine') }",
        "export default () => Promise.reject(new Error('mine'))",
        "export default () => ({ get then() { throw new Error('mine') } })",
        "throw new Error('mine')\nexport default () => 1",
      })
  void shouldTellWhatIsThrownOnTheWay(String source) {
    // When / Then
    assertThat(Runs.failure(run(source)).message()).isEqualTo("Error: mine");
  }

  @Test
  void shouldLogDataThatCannotBeWrittenOnce() {
    // When
    ScriptResult result =
        run(
            """
            sm.log('a\\ud800', { toJSON() { throw new Error('mine') } });
            sm.log({ a: 1 }, 2);
            sm.log.warn('c', () => 1);
            """);

    // Then
    assertThat(result.log().lines())
        .extracting(LogEntry::level, LogEntry::message, LogEntry::dataJson)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                LogLevel.INFO, "a\ufffd", "\"[not JSON: Error: mine]\""),
            org.assertj.core.groups.Tuple.tuple(LogLevel.INFO, "{\"a\":1}", "2"),
            org.assertj.core.groups.Tuple.tuple(LogLevel.WARN, "c", "\"[Function]\""));
  }

  @Test
  void shouldCountOperationsOfBothWaysTogether() {
    // Given
    String source =
        """
        await sm.values.set('a', 1);
        await sm.values.set('a', 2, { ttl: 60 });
        await sm.values.get('a');
        await sm.values.increment('a');
        sm.log('four');
        await sm.values.get('a');
        """;

    // When
    ScriptResult result = run(source, ScriptLimits.DEFAULTS.with(l -> l.maxValueOperations = 4));

    // Then
    assertThat(exceeded(result).code()).isEqualTo(ScriptError.VALUE_OPERATIONS_LIMIT);
    assertThat(Runs.messages(result)).containsExactly("four");
  }

  @Test
  void shouldNumberEventsOfBothWaysTogether() {
    // When
    String ids =
        json(
            "return [await sm.emit('a.b', null, 1), await sm.emit('a.b', 'k', undefined),"
                + " await sm.emit('a.b', 'k', 2, { headers: { h: 'v' } }), await sm.emit('a.b', undefined, 3)]");

    // Then
    assertThat(ids).isEqualTo("[\"e-1-0\",\"e-1-1\",\"e-1-2\",\"e-1-3\"]");
  }
}
