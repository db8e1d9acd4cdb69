package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.engine.ScriptResult.Succeeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  private static final ValueReads STORED =
      new StoredValues(
          Map.of(
              "n",
              "5",
              "s",
              "\"five\"",
              "o",
              "{\"a\":1,\"b\":[2]}",
              "nil",
              "null",
              "most",
              "1.7976931348623157e308",
              "p:1",
              "1",
              "p:2",
              "2",
              "p:3",
              "3"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return await v.get('n')                                              | 5
          return [await v.get('none'), await v.get('nil')]                     | [null,null]
          return (await v.get('none')) === undefined                           | true
          const o = await v.get('o'); o.a = 9; return (await v.get('o')).a     | 1
          await v.set('n', 6); return await v.get('n')                         | 6
          const o = {a: 1}; await v.set('x', o); o.a = 2; return v.get('x')    | {"a":1}
          await v.delete('n'); return (await v.get('n')) === undefined         | true
          await v.delete('n'); await v.set('n', 1); return v.get('n')          | 1
          return await v.set('n', 6)                                           | true
          return [await v.set('n', 6, {ifAbsent: true}), await v.get('n')]     | [false,5]
          return [await v.set('x', 6, {ifAbsent: true}), await v.get('x')]     | [true,6]
          return [await v.set('n', 6, {ifVersion: 7}), await v.get('n')]       | [true,6]
          return [await v.set('n', 6, {ifVersion: 6}), await v.get('n')]       | [false,5]
          return [await v.set('x', 6, {ifVersion: 0}), await v.get('x')]       | [true,6]
          return [await v.delete('n', {ifVersion: 6}), await v.get('n')]       | [false,5]
          return [await v.delete('n', {ifVersion: 7}), await v.get('n')]       | [true,null]
          return [await v.increment('n'), await v.increment('n', -2.5)]        | [6,3.5]
          return [await v.increment('x', 3), await v.get('x')]                 | [3,3]
          return [await v.compareAndSet('n', 5, 6), await v.get('n')]          | [true,6]
          return [await v.compareAndSet('n', 4, 6), await v.get('n')]          | [false,5]
          return await v.compareAndSet('o', {b: [2], a: 1}, 1)                 | true
          return await v.compareAndSet('o', {b: [2, 3], a: 1}, 1)              | false
          return await v.compareAndSet('x', undefined, 1)                      | true
          return await v.compareAndSet('n', undefined, 1)                      | false
          return await v.compareAndSet('nil', null, 1)                         | true
          return v.list('p:')       | [{"key":"p:1","value":1,"version":7},{"key":"p:2","value":2,"version":7},{"key":"p:3","value":3,"version":7}]
          return v.list('p:', {after: 'p:1', limit: 1})                        | [{"key":"p:2","value":2,"version":7}]
          await v.delete('p:1'); return v.list('p:', {limit: 1})               | [{"key":"p:2","value":2,"version":7}]
          await v.set('p:15', 'x'); return (await v.list('p:')).map(e => e.key) | ["p:1","p:15","p:2","p:3"]
          await v.set('p:2', 9); return (await v.list('p:', {after: 'p:1'}))[0] | {"key":"p:2","value":9,"version":8}
          return (await v.list('')).length                                     | 8
          await v.set('x', [NaN, { a: Infinity, b: undefined }]); return v.get('x') | [null,{"a":null}]
          await v.set('x', null); return [await v.get('x')]                    | [null]
          return v.set('n', 6, { ttl: undefined, ifVersion: undefined })       | true
          return v.set('n', 6, null)                                           | true
          return v.getEntry('n')                                               | {"key":"n","value":5,"version":7}
          return [await v.getEntry('none'), (await v.getEntry('nil')).value]   | [null,null]
          await v.set('n', 6); return v.getEntry('n')                          | {"key":"n","value":6,"version":8}
          await v.set('n', 6); await v.set('n', 7); return v.getEntry('n')     | {"key":"n","value":7,"version":8}
          await v.set('n', 6); return [await v.set('n', 7, {ifVersion: 7}), await v.set('n', 8, {ifVersion: 8})] | [false,true]
          await v.set('n', 6); await v.delete('n'); return [await v.getEntry('n'), await v.set('n', 1, {ifVersion: 0})] | [null,true]
          return [(await v.list('p:', {limit: 2})).next, (await v.list('p:', {limit: 3})).next] | ["p:2",null]
          const p = await v.list('p:', {limit: 1}); return [Object.keys(p), p]  | [["0"],[{"key":"p:1","value":1,"version":7}]]
          return (await v.list('p:', {after: 'q'})).length                     | 0
          return (await v.list('p:', {after: 'n'})).length                     | 3
          await v.set('p:9', 9); await v.set('p:0', 0); return (await v.list('p:', {limit: 4})).next | "p:3"
          await v.set('p:9', 9); return (await v.list('p:', {after: 'p:1', limit: 4})).next === undefined | true
          for (const k of 'abc') await v.set('q:' + k, 'x'.repeat(6e4)); return (await v.list('q:')).length | 3
          """)
  void shouldReadStoredValuesUnderTheRunsOwnWrites(String source, String expected) {
    // When / Then
    assertThat(json(runWithStored("const v = sm.values; " + source))).isEqualTo(expected);
  }

  @Test
  void shouldTellWritesInOrderOfFirstWriteWithTheLastOnePerKey() {
    // When
    ScriptResult result =
        runWithStored(
            "const v = sm.values; await v.set('b', 1, { ttl: 60 }); await v.delete('a'); await v.set('b', 2, { ttl: 0.5 + 1 }); v.set('c', null)");

    // Then
    assertThat(((Succeeded) result).effects().values())
        .containsExactly(
            new ValueWrite("b", Optional.of("2"), Optional.of(Duration.ofMillis(1500))),
            new ValueWrite("a", Optional.empty(), Optional.empty()),
            new ValueWrite("c", Optional.of("null"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set('k', undefined)",
        "set('k', () => 1)",
        "set('k', Symbol('s'))",
        "set('k', 5n)",
        "set('k', { toJSON() {} })",
        "set('k', NaN)",
        "set('k', Infinity)",
        "set('k', new Date(NaN))",
        "set('k', NaN, { ttl: 60 })",
        "compareAndSet('n', NaN, 1)",
        "compareAndSet('n', 5, -Infinity)",
        "set('', 1)",
        "set(5, 1)",
        "get(undefined)",
        "get('k'.repeat(501))",
        "get('\\ud800')",
        "set('k', 1, { ttl: 0 })",
        "set('k', 1, { ttl: '60' })",
        "set('k', 1, { ifVersion: 1.5 })",
        "set('k', 1, { ifAbsent: 1 })",
        "list(1)",
        "list('k'.repeat(501))",
        "list('\\ud800')",
        "list('', { after: 'k'.repeat(501) })",
        "list('', { after: '\\ud800' })",
        "list('', { limit: 0 })",
        "list('', { limit: 1001 })",
        "increment('s')",
        "increment('n', '1')",
        "increment('n', NaN)",
        "increment('nil')",
        "increment('most', Number.MAX_VALUE)",
        "set('k', 1, { ttl_: 60 })",
        "set('k', 1, { ifabsent: true })",
        "set('k', 1, { ifAbsent: true, after: 'a' })",
        "set('k', 1, 'ifAbsent')",
        "set('k', 1, () => 1)",
        "delete('n', { ifAbsent: true })",
        "delete('n', 7)",
        "list('', { from: 'a' })",
        "list('', 10)",
        "increment('n', 1, { TTL: 60 })",
        "compareAndSet('n', 5, 6, { ifVersion: 7 })",
      })
  void shouldRefuseWhatIsNotAccepted(String call) {
    // When
    ScriptResult result =
        runWithStored(
            "try { await sm.values."
                + call
                + "; return 'accepted' } catch (e) { return [e instanceof TypeError, typeof e.code, e.message.length > 20] }");

    // Then
    assertThat(json(result)).isEqualTo("[true,\"string\",true]");
    assertThat(((Succeeded) result).effects()).isEqualTo(Effects.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          v.set('k', NaN)                 | the value is NaN; null, booleans, finite numbers, strings, and arrays and objects of these are accepted
          v.set('k', new Date(NaN))       | the value is an object that JSON makes null; null, booleans, finite numbers, strings, and arrays and objects of these are accepted
          v.set('k', 1, { ifabsent: 1 })  | there is no option ifabsent; accepted: ttl, ifVersion, ifAbsent
          v.list('', { from: 'a' })       | there is no option from; accepted: after, limit
          v.delete('k', 7)                | options must be an object; accepted: ifVersion
          v.increment('nil')              | the value of nil is not a number and cannot be incremented
          v.increment('most', 1.7e308)    | the value of most would be Infinity, which is not a finite number
          sm.emit('a', 'k', NaN)          | the payload is NaN; null, booleans, finite numbers, strings, and arrays and objects of these are accepted
          sm.emit('a', 'k', 1, { Headers: {} }) | there is no option Headers; accepted: headers
          """)
  void shouldSayWhatIsAccepted(String call, String message) {
    // When / Then
    assertThat(
            json(
                runWithStored(
                    "const v = sm.values; try { await "
                        + call
                        + " } catch (e) { return e.message }")))
        .isEqualTo("\"" + message + "\"");
  }

  @Test
  void shouldExceedLimitOfOperationsWhateverTheScriptCatches() {
    // When
    ScriptError error =
        exceeded(
            runWithStored(
                "for (;;) { try { await sm.values.get('n') } catch {} finally { continue } }"));

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.VALUE_OPERATIONS_LIMIT);
    assertThat(error.message())
        .startsWith("stopped at more than 1000 operations on stored values")
        .contains("score.js:1:");
  }

  @Test
  void shouldExceedLimitOfValueSize() {
    // When
    ScriptError error =
        exceeded(runWithStored("try { await sm.values.set('k', 'x'.repeat(65535)) } catch {}"));

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.VALUE_SIZE_LIMIT);
    assertThat(error.message()).contains("65537").contains("65536");
  }

  @Test
  void shouldThrowThePlatformsFailureAndShowTheScriptNothing() {
    // Given
    ValueReads failing =
        new ValueReads() {
          @Override
          public Optional<StoredValue> get(String key) {
            throw new IllegalStateException("store closed");
          }

          @Override
          public ValuePage list(String prefix, String after, int limit) {
            return ValuePage.last(List.of());
          }
        };
    Program program =
        new Program(
            "acme",
            new Script("score", "try { await sm.values.get('k') } catch (e) { return String(e) }"),
            1);

    // When / Then
    assertThatThrownBy(() -> Runs.run(program, failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("store closed");
  }

  @Test
  void shouldOrderKeysAsUtf8BytesAreOrdered() {
    // When
    String keys =
        json(
            Runs.run(
                "for (const k of ['\\u{1f600}', '\\uffee', 'b', 'a', 'é']) await sm.values.set(k, 1);"
                    + " return (await sm.values.list('')).map((e) => e.key)"));

    // Then
    assertThat(keys).isEqualTo("[\"a\",\"b\",\"é\",\"\uffee\",\"\ud83d\ude00\"]");
  }

  @Test
  void shouldTellWhichVersionsTheScriptWasTold() {
    // When
    ScriptResult result =
        runWithStored(
            "const v = sm.values; await v.set('n', 1); await v.set('p:1', 1); await v.set('q', 1);"
                + " await v.get('n'); await v.increment('n'); await v.list('p:'); await v.getEntry('q')");

    // Then
    assertThat(((Succeeded) result).effects().values())
        .extracting(ValueWrite::key, ValueWrite::version)
        .containsExactly(
            tuple("n", Optional.empty()),
            tuple("p:1", Optional.of(8L)),
            tuple("q", Optional.of(1L)));
  }

  @Test
  void shouldEndAPageAtAMebibyteAndTellWhereToGoOn() {
    // When
    String told =
        json(
            Runs.run(
                """
                for (let i = 100; i < 140; i++) await sm.values.set('p:' + i, 'x'.repeat(60_000));
                const sizes = [];
                const keys = [];
                let after;
                do {
                  const page = await sm.values.list('p:', { after });
                  sizes.push(page.length);
                  keys.push(...page.map((it) => it.key));
                  after = page.next;
                } while (after !== undefined);
                return [sizes, new Set(keys).size, keys.length];
                """));

    // Then
    assertThat(told).isEqualTo("[[17,17,6],40,40]");
  }

  @Test
  void shouldGoOnWhereAPageOfTheStoreEndedThoughItIsEmpty() {
    // Given
    ValueReads slow =
        new ValueReads() {
          @Override
          public Optional<StoredValue> get(String key) {
            return Optional.empty();
          }

          @Override
          public ValuePage list(String prefix, String after, int limit) {
            return after.isEmpty()
                ? new ValuePage(List.of(), Optional.of("m"))
                : ValuePage.last(List.of(new StoredValue("z", "1", 1)));
          }
        };
    Program program =
        new Program(
            "acme",
            new Script(
                "score",
                """
                await sm.values.set('a', 0);
                await sm.values.set('n', 0);
                const first = await sm.values.list('');
                const second = await sm.values.list('', { after: first.next });
                return [first.map((it) => it.key), first.next, second.map((it) => it.key)];
                """),
            1);

    // When / Then
    assertThat(json(Runs.run(program, slow))).isEqualTo("[[\"a\"],\"m\",[\"n\",\"z\"]]");
  }

  private static ScriptResult runWithStored(String source) {
    return Runs.run(new Program("acme", new Script("score", source), 1), STORED);
  }
}
