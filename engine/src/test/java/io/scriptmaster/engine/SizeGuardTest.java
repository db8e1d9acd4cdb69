package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Array.from({ length: 2 ** 32 - 1 })",
        "Uint8Array.from({ length: 2 ** 53 - 1 })",
        "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)",
        "Array.prototype.indexOf.apply({ length: '1e12' }, [1])",
        "Reflect.apply(Array.prototype.fill, { length: Infinity }, [1])",
        "Array.prototype.shift.call(Object.create({ length: 10_000_001 }))",
        "[].concat([1], new Array(10_000_001))",
        "new Array(1e9).fill(1).sort()",
        "const a = [1]; a[2 ** 32 - 2] = 1; a.includes(5)",
        "const a = []; a.length = 2 ** 32 - 1; a.reverse()",
        "String(new Array(2 ** 32 - 1))",
        "Array.prototype.shift.call({ length: 1_000_001 })",
        "'\\u00df'.repeat(20_001).toUpperCase()",
        "'\\u0300\\u0316'.repeat(10_001).normalize()",
        "Object.assign({}, 'x'.repeat(1_000_001))",
        "BigInt('9'.repeat(20_001))",
        "BigInt.asIntN(64, '9'.repeat(20_001))",
        "7n ** 5_000_000n",
        "1n << 1_000_000_000n",
        "let n = 1n; for (;;) n <<= 60_000n",
        "let n = 3n; for (let i = 0; i < 30; i++) n *= n",
        "const many = '9'.repeat(20_001); return 1n < many",
        "const many = '9'.repeat(20_001); return many >= 1n",
        "const many = '9'.repeat(20_001); return many == 1n",
        "let o = { n: 3n }; for (let i = 0; i < 30; i++) o.n **= 2n",
        "const marks = '\\u0300\\u0316'.repeat(200_001); return marks.localeCompare('a')",
        "return new Intl.NumberFormat('en').format('0x' + 'f'.repeat(1e6))",
        "return new Intl.NumberFormat('en').formatRange(1, '9'.repeat(20_001))",
        "const marks = '\\u0300\\u0316'.repeat(200_001); return 'a'.localeCompare({ toString: () => marks })",
        "const marks = '\\u0300\\u0316'.repeat(200_001); return new Intl.Collator('de').compare('a', marks)",
      })
  void shouldRefuseAtOnceWhatNoLimitCouldEnd(String source) {
    // When
    ScriptResult result = Runs.run(source);

    // Then
    assertThat(failure(result).message())
        .startsWith("RangeError: ")
        .contains("is more than a script may use; at most");
    assertThat(result.usage().cpu()).isLessThan(Duration.ofSeconds(1));
  }

  /** Whose operators are not watched. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "return globalThis['Big' + 'Int']",
        "return \\u0042igInt",
        "return Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith('Big')).length || undefined",
        "return Reflect.ownKeys(DataView.prototype).filter((key) => /big/i.test(String(key))).length || undefined",
        "return Reflect.ownKeys(Math).map((key) => typeof Math[key]).find((type) => type === 'big' + 'int')",
      })
  void shouldGiveNoBigIntToAProgramThatDoesNotNameIt(String source) {
    // When
    ScriptResult result = Runs.run(source);

    // Then
    switch (result) {
      case ScriptResult.Succeeded succeeded -> assertThat(succeeded.resultJson()).isNull();
      default -> assertThat(failure(result).message()).startsWith("ReferenceError");
    }
  }

  @Test
  void shouldWatchALibraryThatNamesNoBigIntInAProgramThatDoes() {
    // Given
    Program program =
        new Program(
            "acme",
            new Script(
                "score",
                "import { times } from 'lib/times';\nexport default () => { let n = 3n; for (;;) n = times(n, n) }"),
            1,
            Map.of("times", new Script("times", "export const times = (a, b) => a * b;")));

    // When
    ScriptResult result = Runs.run(program, ValueReads.none());

    // Then
    assertThat(failure(result).message()).contains("is more than a script may use");
  }

  /** As a decimal they would have as many digits as the text asks for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "return new Intl.NumberFormat('en').format('1e100000000') === '∞'",
        "return new Intl.NumberFormat('en').format({ valueOf: () => '9'.repeat(1e6) }) === '∞'",
        "return new Intl.NumberFormat('en').formatToParts('1e100000000')[0].value === '∞'",
        "return new Intl.NumberFormat('en').formatRange('1e-100000000', 2) === '0–2'",
        "return new Intl.NumberFormat('en').formatRangeToParts(1, '2e-100000000').length > 0",
      })
  void shouldFormatTextsAsTheNumbersTheyStandFor(String source) {
    // When
    ScriptResult result = Runs.run(source);

    // Then
    assertThat(json(result)).isEqualTo("true");
    assertThat(result.usage().cpu()).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void shouldLetAScriptCatchTheRefusal() {
    // When / Then
    assertThat(
            json(
                "try { Array.from({ length: 1e9 }) } catch (e) { return [e instanceof RangeError, e.constructor === RangeError] }"))
        .isEqualTo("[true,true]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return Array.from({ length: 3 }).length === 3",
        "return Array.prototype.includes.call({ length: 2, 1: 5 }, 5)",
        "return Array.prototype.indexOf.call({ length: -1 }, 5) === -1",
        "return Array.prototype.join.call('abc', '-') === 'a-b-c'",
        "return new Array(10_000_000).at(-1) === undefined",
        "return [1].concat(new Array(10_000_000)).length === 10_000_001",
        "const a = []; a.length = 2 ** 32 - 1; return a.at(5) === undefined && a.pop() === undefined",
        "return 'x'.repeat(2_000_000).toUpperCase().length === 2_000_000 && '\\u00df'.repeat(20_000).toUpperCase().length === 40_000 && 'a'.normalize() === 'a'",
        "return BigInt('9'.repeat(20_000)) % 10n === 9n",
        "return 2n ** 200_000n / 2n ** 199_999n === 2n && 1n ** 10n ** 9n === 1n && 3 ** 4 === 81",
        "return 1n < '12' && '12' > 1n && 12n == '12' && 1n < 2 && !('a'.repeat(30_000) < 'a')",
        "return 1n << 10n === 1024n && 1 << 10 === 1024 && 6n * 7n === 42n && 6 * 7 === 42",
        "return Array.prototype.map.call({ get length() { return 2 } }, (x) => x).length === 2",
        "return Array.prototype.includes.call(new Proxy([1], {}), 1)",
        "return ['b', '\\u00e4', 'a'].sort(new Intl.Collator('de').compare).join('') === 'a\\u00e4b'",
        "return 'a'.localeCompare('\\u00e4', 'de') === -1 && 'a'.localeCompare('A', 'de', { sensitivity: 'base' }) === 0",
        "return ['b', 'a'].sort((a, b) => a.localeCompare(b))[0] === 'a' && 'x'.repeat(30_000).localeCompare('x') === 1",
        "const f = new Intl.NumberFormat('en'); return f.format(1234.5) === '1,234.5' && f.format('12') === '12' && f.format() === 'NaN'",
        "const f = new Intl.NumberFormat('en'); return f.format(12345678901234567890n) === '12,345,678,901,234,567,890' && f.formatRange(1n, 2) === '1–2'",
      })
  void shouldAcceptEverythingElse(String source) {
    // When / Then
    assertThat(json(source)).isEqualTo("true");
  }
}
