package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.ScriptResult.Succeeded;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {

  @Test
  void shouldEmitInOrderAndTellIds() {
    // When
    ScriptResult result =
        run(
            "return [await sm.emit('reporter.promoted', 'ada', { points: 100 }, { headers: { a: '1', b: 'ü' } }), await sm.emit('x', null)]");

    // Then
    assertThat(json(result)).isEqualTo("[\"e-1-0\",\"e-1-1\"]");
    assertThat(((Succeeded) result).effects().events())
        .containsExactly(
            new EmittedEvent(
                "reporter.promoted",
                Optional.of("ada"),
                "{\"points\":100}",
                Map.of("a", "1", "b", "ü")),
            new EmittedEvent("x", Optional.empty(), "null", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sm.emit()",
        "sm.emit('')",
        "sm.emit('a..b')",
        "sm.emit('a.')",
        "sm.emit('a b')",
        "sm.emit('a\\n')",
        "sm.emit('a'.repeat(201))",
        "sm.emit('a', 5)",
        "sm.emit('a', 'k'.repeat(501))",
        "sm.emit('a', null, () => 1)",
        "sm.emit('a', null, 5n)",
        "sm.emit('a', null, NaN)",
        "sm.emit('a', null, -Infinity, { headers: {} })",
        "sm.emit('a', null, new Date(NaN))",
        "sm.emit('a', null, 1, { header: {} })",
        "sm.emit('a', null, 1, { headers: {}, key: 'k' })",
        "sm.emit('a', null, 1, 'headers')",
        "sm.emit('a', null, 1, { headers: { a: 1 } })",
        "sm.emit('a', null, 1, { headers: { a: '\\0' } })",
        "sm.emit('a', null, 1, { headers: 'a' })",
      })
  void shouldRefuseWhatIsNotAccepted(String call) {
    // When
    ScriptResult result =
        run(
            "try { await "
                + call
                + "; return 'accepted' } catch (e) { return [e instanceof TypeError, e.code.startsWith('invalid_event_')] }");

    // Then
    assertThat(json(result)).isEqualTo("[true,true]");
    assertThat(((Succeeded) result).effects()).isEqualTo(Effects.NONE);
  }

  @Test
  void shouldExceedLimitOfEvents() {
    // When
    ScriptError error =
        exceeded(run("for (let i = 0; i < 101; i++) try { await sm.emit('a', null, i) } catch {}"));

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.EMITTED_EVENTS_LIMIT);
    assertThat(error.message()).startsWith("stopped at more than 100 emitted events");
  }

  @Test
  void shouldExceedLimitOfEventSize() {
    // When
    ScriptError error = exceeded(run("await sm.emit('a', null, 'x'.repeat(1048575))"));

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.EVENT_SIZE_LIMIT);
  }

  @Test
  void shouldEmitNothingAtTheEndOfAChain() {
    // Given
    Invocation last = new Invocation("{}", "{}", Runs.NOW, "e-1", 20);
    Invocation before = new Invocation("{}", "{}", Runs.NOW, "e-1", 19);

    // When
    ScriptResult refused = run("await sm.emit('a')", last, ScriptLimits.DEFAULTS);
    ScriptResult allowed = run("await sm.emit('a')", before, ScriptLimits.DEFAULTS);

    // Then
    assertThat(exceeded(refused).code()).isEqualTo(ScriptError.CHAIN_DEPTH_LIMIT);
    assertThat(((Succeeded) allowed).effects().events()).hasSize(1);
  }
}
