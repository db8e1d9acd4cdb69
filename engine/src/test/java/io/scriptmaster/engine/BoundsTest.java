package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

  private static final ScriptLimits QUICK =
      ScriptLimits.DEFAULTS.with(
          limits -> {
            limits.cpu = Duration.ofMillis(300);
            limits.wallClock = Duration.ofSeconds(20);
          });

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Array.from({ length: 2 ** 32 - 1 })",
        "new RegExp('(?:'.repeat(1e5) + ')'.repeat(1e5))",
        "Array.from({ get length() { return 2 ** 32 - 1 } })",
        "Array.prototype.indexOf.call({ get length() { return 2 ** 53 - 1 } }, 1)",
        "Array.prototype.lastIndexOf.call({ length: { valueOf: () => 2 ** 53 - 1 } }, 1)",
        "Array.prototype.shift.call({ get length() { return 2 ** 53 - 1 } })",
        "Array.prototype.reverse.call(new Proxy(new Array(2 ** 32 - 1), {}))",
        "Array.prototype.includes.call(new Proxy([], { get: (of, key) => key === 'length' ? 2 ** 53 - 1 : of[key] }), 1)",
        "[].concat(new Proxy([], { get: (of, key) => key === 'length' ? 2 ** 53 - 1 : of[key] }))",
        "[new Proxy([], { get: (of, key) => key === 'length' ? 2 ** 53 - 1 : of[key] })].flat()",
        "JSON.stringify({}, new Array(2 ** 32 - 1))",
        "String.raw({ raw: { length: 2 ** 53 - 1 } })",
        "new Uint8Array(8).set({ get length() { return 2 ** 53 - 1 } })",
        "Intl.getCanonicalLocales({ get length() { return 2 ** 53 - 1 } })",
        "({ ...'x'.repeat(1_000_001) })",
        "const { a, ...others } = 'x'.repeat(1_000_001)",
        "Object.entries('x'.repeat(1_000_001))",
        "Object.freeze(new String('x'.repeat(1_000_001)))",
        "Object.keys(new Uint8Array(1_000_001))",
        "JSON.stringify(new Uint8Array(1_000_001))",
        "({ ...new Array(1_000_001).fill(1) })",
        "for (const key in new Uint8Array(1_000_001));",
        "Number('0x' + 'f'.repeat(1e6))",
        "+('0b' + '1'.repeat(1e6))",
        "('0o' + '7'.repeat(1e6)) | 0",
        "'0x' + 'f'.repeat(1e6) < 1",
        "[1].at('0x' + 'f'.repeat(1e6))",
        "isNaN({ valueOf: () => '0x' + 'f'.repeat(1e6) })",
        "BigInt({ toString: () => '9'.repeat(20_001) })",
        "new BigInt64Array(['9'.repeat(20_001)])",
        "new DataView(new ArrayBuffer(8)).setBigInt64(0, '9'.repeat(20_001))",
        "1n == { toString: () => '9'.repeat(20_001) }",
        "BigInt.asUintN(2 ** 31 - 1, -1n)",
        "let n = 1n << 262_000n; for (let i = 0; i < 300; i++) n += n",
        "String.prototype.normalize.call({ toString: () => '\\u0300\\u0316'.repeat(10_001) })",
        "String.prototype.toUpperCase.call({ toString: () => '\\u00df'.repeat(20_001) })",
        "String.prototype.toLocaleLowerCase.call({ toString: () => '\\u0130'.repeat(20_001) }, 'lt')",
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
        "const keys = Array.from({ length: 20_000 }, (_, i) => 'k' + i); Reflect.ownKeys(new Proxy({}, { ownKeys: () => keys }))",
        "Intl.getCanonicalLocales('en-x' + '-abcdefgh'.repeat(30))",
        "new Intl.Locale('en-x' + '-abcdefgh'.repeat(30))",
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

  @Test
  void shouldRefuseInALibraryAsWell() {
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
        "const a = { length: 2 ** 40 }; return Array.prototype.push.call(a, 1) === 2 ** 40 + 1 && Array.prototype.pop.call(a) === 1",
        "for (const none of Array.prototype.values.call({ length: 2 ** 53 - 1 })) return none === undefined",
        "return Object.keys(new Array(10_000_000)).length === 0",
        "return Object.keys('x'.repeat(100_000)).length === 100_000 && { ...'ab' }[1] === 'b'",
        "return Number('9'.repeat(1e6)) === Infinity && parseInt('f'.repeat(1e6), 16) === Infinity && +('0x' + 'f'.repeat(1000)) === Infinity",
        "return 2n ** 262_143n > 1n && (1n << 262_143n) >> 262_143n === 1n && BigInt.asUintN(64, -1n) === 2n ** 64n - 1n",
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

  /** No part of these is too large, but there are many. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "return new Array(1e6).fill(new Array(1e6).fill([])).flat(Infinity)",
        "return [].concat(...new Array(1e3).fill(new Array(1e6).fill(1)))",
        "let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(null, 1); return f()",
        "const a = []; Object.defineProperty(a, 5, { value: 1 }); a[2 ** 32 - 2] = 1; a.length = 0",
        "return new Set({ [Symbol.iterator]: () => ({ next: Object }) })",
        "return new Float64Array(new Array(1e6).fill('9'.repeat(1e6)))",
        "const n = 2n ** 200000n; return Array.from({ length: 3000 }, (_, i) => n + BigInt(i % 2)).sort()",
        "return 'a'.repeat(3e6).includes('a'.repeat(1e6) + 'b')",
        "return 'a'.repeat(3e6).lastIndexOf('a'.repeat(5e5) + 'b' + 'a'.repeat(5e5))",
        "let o = {}; for (let i = 0; i < 5000; i++) o = Object.create(o); o.length = 1e6; return [].indexOf.call(o, 1)",
        "return new Float64Array(new Array(1e6).fill('0x' + 'f'.repeat(19_000)))",
        "return JSON.stringify(new Array(1e5).fill({}), Array.from({ length: 1e4 }, (_, i) => 'k' + i))",
        "let keys = ['']; for (let i = 0; i < 16; i++) keys = keys.flatMap((key) => [key + 'Aa', key + 'BB']); JSON.parse('{' + keys.map((key) => '\"' + key + '\":1').join() + '}')",
      })
  void shouldEndWithinItsLimitWhatIsManySmallThings(String source) {
    // When
    ScriptResult result = Runs.run(source, QUICK);

    // Then
    assertThat(result).isInstanceOf(ScriptResult.LimitExceeded.class);
    assertThat(result.usage().cpu()).isLessThan(QUICK.cpu().plusSeconds(1));
  }

  @Test
  void shouldSayWhereTheRefusalWas() {
    // When
    ScriptError error = failure("const n = 1;\nconst m = Number('0x' + 'f'.repeat(1e6));");

    // Then
    assertThat(error.stack().getFirst().line()).isEqualTo(2);
  }
}
