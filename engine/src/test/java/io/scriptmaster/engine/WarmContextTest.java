package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.messages;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one run leaves behind must not be visible to the next run of the same program. */
class WarmContextTest {

  /** Three arrays that fill regions of the collector whole: it counts no more than they are. */
  private static final long STAMPED = 3L << 23;

  /**
   * Each tells whether it sees an earlier run, and then does all it can to be seen by a later one.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "const seen = globalThis.mark; globalThis.mark = 1; return seen ?? 'fresh'",
        "const seen = globalThis.mark; Object.defineProperty(globalThis, 'mark', { value: 1 }); return seen ?? 'fresh'",
        "const seen = 'mark' in globalThis; Object.setPrototypeOf(globalThis, { mark: 1 }); return seen || 'fresh'",
        "const seen = !Object.isExtensible(globalThis); Object.preventExtensions(globalThis); return seen || 'fresh'",
        "const seen = globalThis[Symbol.for('mark')]; globalThis[Symbol.for('mark')] = 1; return seen ?? 'fresh'",
        "let mark = 0;\nexport default () => mark++ || 'fresh'",
        "const marks = new Map();\nexport default () => { const n = marks.size; marks.set(n, 1); return n || 'fresh' }",
        "function f() {}\nconst seen = f.mark; f.mark = 1;\nexport default () => seen ?? 'fresh'",
        "class A { static n = 0 }\nexport default () => A.n++ || 'fresh'",
        "const t = (s) => s;\nconst seen = t`a`; try { seen.mark = 1 } catch {}\nexport default () => t`a`.mark ?? 'fresh'",
        "/(.)x/.test('ax'); const seen = RegExp.$1; return seen ? seen : 'fresh'",
        "const seen = RegExp.lastMatch ?? RegExp['$&'] ?? RegExp.input; /m/.test('m'); return seen ?? 'fresh'",
        "const r = /a/g; const seen = r.lastIndex; r.test('a'); return seen || 'fresh'",
        "const seen = sm.mark; try { sm.mark = 1 } catch {} return seen ?? 'fresh'",
        "const seen = sm.log.mark; try { sm.log.mark = 1 } catch {} return seen ?? 'fresh'",
        "const seen = sm.values.mark; try { sm.values.mark = 1 } catch {} return seen ?? 'fresh'",
        "const seen = console.mark; try { console.mark = 1 } catch {} return seen ?? 'fresh'",
        "const seen = sm.execution.mark; try { sm.execution.mark = 1 } catch {} return seen ?? 'fresh'",
        "const seen = event.mark; event.mark = 1; return seen ?? 'fresh'",
        "const seen = Math.random() === globalThis.last; globalThis.last = Math.random(); return seen || 'fresh'",
        "const seen = Error.stackTraceLimit === 1; try { Error.stackTraceLimit = 1 } catch {} return seen || 'fresh'",
        "const seen = Error.prepareStackTrace; try { Error.prepareStackTrace = () => 'mark' } catch {} return seen ? 1 : 'fresh'",
        "const seen = (async () => {}).constructor.mark; try { (async () => {}).constructor.mark = 1 } catch {} return seen ?? 'fresh'",
        "const p = Object.getPrototypeOf(new Intl.Segmenter().segment('')[Symbol.iterator]()); const seen = p.mark; try { p.mark = 1 } catch {} return seen ?? 'fresh'",
        "const p = Object.getPrototypeOf(Object.getPrototypeOf('a'.matchAll(/a/g))); const seen = p.mark; try { p.mark = 1 } catch {} return seen ?? 'fresh'",
        "const p = Object.getPrototypeOf(new URLSearchParams('a').entries()); const seen = p.mark; try { p.mark = 1 } catch {} return seen ?? 'fresh'",
        "const p = Object.getPrototypeOf([].values().map((x) => x)); const seen = p.mark; try { p.mark = 1 } catch {} return seen ?? 'fresh'",
        "const p = Object.getPrototypeOf(Object.getOwnPropertyDescriptor(Error.prototype, 'name').get); const seen = p.mark; try { p.mark = 1 } catch {} return seen ?? 'fresh'",
        "const seen = await import('lib/counter').then((m) => m.count()); return seen === 1 ? 'fresh' : seen",
        "import { count } from 'lib/counter';\nexport default () => count() === 1 ? 'fresh' : 'seen'",
        "Promise.resolve().then(() => new Promise(() => {})); const seen = globalThis.late; setTimeout(() => { globalThis.late = 1 }, 0); return seen ?? 'fresh'",
        "class Stamp extends (function (o) { return o }) { #mark = 1; static on(o) { return #mark in o } } const seen = Stamp.on(Math); try { new Stamp(Math) } catch {} return seen || 'fresh'",
      })
  void shouldHideOneRunFromTheNext(String source) {
    // Given
    Program program =
        new Program(
            "acme",
            new Script("score", source),
            1,
            java.util.Map.of(
                "counter", new Script("counter", "let n = 0; export const count = () => ++n;")));

    // When
    List<String> results =
        Stream.generate(() -> json(Runs.run(program, ValueReads.none()))).limit(4).toList();

    // Then
    assertThat(results).containsOnly("\"fresh\"");
  }

  @Test
  void shouldFreezeEverythingReachableFromTheGlobalObject() {
    // When
    String open =
        json(
            """
            const left = [sm, event && globalThis, function* () {}, async function* () {}, async () => {}, [].values(),
              new Map().values(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g), [].values().map(String),
              Iterator.from({ next() {} }), new Intl.Segmenter().segment('')].map((o) => o === sm ? o : Object.getPrototypeOf(o));
            for (const key of Reflect.ownKeys(globalThis)) left.push(globalThis[key]);
            const seen = new Set([globalThis]);
            const open = [];
            while (left.length > 0) {
              const o = left.pop();
              if ((typeof o !== 'object' && typeof o !== 'function') || o === null || seen.has(o)) continue;
              seen.add(o);
              if (!Object.isFrozen(o)) open.push(String(o));
              left.push(Object.getPrototypeOf(o));
              for (const key of Reflect.ownKeys(o)) {
                const p = Object.getOwnPropertyDescriptor(o, key);
                left.push(p.value, p.get, p.set);
              }
            }
            return [seen.size > 500, open];
            """);

    // Then
    assertThat(open).isEqualTo("[true,[]]");
  }

  @Test
  void shouldLetNoGlobalBeReplaced() {
    // When
    String writable =
        json(
            "return Reflect.ownKeys(globalThis).filter((k) => { const p = Object.getOwnPropertyDescriptor(globalThis, k);"
                + " return p.configurable || p.writable })");

    // Then
    assertThat(writable).isEqualTo("[]");
  }

  /** The flaw of frozen prototypes, cured. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "const e = new Error('x'); e.name = 'Mine'; e.message = 'y'; return String(e) === 'Mine: y'",
        "class Mine extends Error { constructor(m) { super(m); this.name = 'Mine' } } return String(new Mine('x')) === 'Mine: x'",
        "class Mine extends TypeError { name = 'Mine' } return String(new Mine('x')) === 'Mine: x'",
        "function Mine() {} Mine.prototype = Object.create(Error.prototype); Mine.prototype.constructor = Mine; Mine.prototype.name = 'Mine';"
            + " return new Mine().constructor === Mine && new Mine().name === 'Mine'",
        "const o = {}; o.toString = () => 'mine'; o.valueOf = () => 1; o.constructor = 2; o.hasOwnProperty = 3;"
            + " return `${o}` === 'mine' && +o === 1 && o.constructor === 2 && Object.keys(o).length === 4",
        "const f = () => 1; f.toString = () => 'mine'; return String(f) === 'mine'",
        "const a = []; a.toString = () => 'mine'; return `${a}` === 'mine'",
        "class Mine extends Map { get(k) { return super.get(k) ?? 0 } } return new Mine().get('a') === 0",
        "const m = new Map(); m.get = () => 1; return m.get() === 1",
        "const p = Promise.resolve(); p.then = undefined; return Object.hasOwn(p, 'then')",
        "const o = Object.create({}, { toString: { value: 1, writable: true } }); o.toString = 2; return o.toString === 2",
        "const o = JSON.parse('{\"toString\":1,\"constructor\":2,\"__proto__\":3}'); return o.toString === 1 && o.constructor === 2",
        "const o = { ...{ toString: 1 } }; const q = Object.assign({}, { toString: 2 }); return o.toString === 1 && q.toString === 2",
        "const d = new Date(0); d.toJSON = () => 'mine'; return JSON.stringify(d) === '\"mine\"'",
      })
  void shouldLetScriptsOverrideOnTheirOwnObjects(String source) {
    // When / Then
    assertThat(json(source)).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Array.prototype.mine = 1",
        "Object.prototype.toString = () => 'mine'",
        "Error.prototype.name = 'mine'",
        "globalThis.JSON = {}",
        "JSON.parse = null",
        "Object.defineProperty(Object.prototype, 'mine', { value: 1 })",
        "Object.setPrototypeOf(Array.prototype, null)",
        "Promise.prototype.then = null",
        "delete Math.max",
        "class A extends URL {} URL.prototype.mine = 1",
      })
  void shouldRefuseChangesOfBuiltIns(String source) {
    // When / Then
    assertThat(failure(source).message()).startsWith("TypeError");
  }

  @Test
  void shouldGiveEachRunItsOwnEventLogAndLimits() {
    // Given
    String source = "for (let i = 0; i < 3; i++) sm.log(i); return sm.execution.id";

    // When
    ScriptResult generous = run(source);
    ScriptResult strict = run(source, ScriptLimits.DEFAULTS.with(l -> l.maxLogLines = 1));
    ScriptResult again = run(source);

    // Then
    assertThat(messages(generous)).containsExactly("0", "1", "2");
    assertThat(messages(strict)).containsExactly("0", "log truncated after 1 lines");
    assertThat(messages(again)).containsExactly("0", "1", "2");
  }

  @Test
  void shouldKeepSymbolsOfOneKeyTheSameWithinARun() {
    // When / Then
    assertThat(
            json(
                """
                const a = Symbol.for('a');
                return [a === Symbol.for('a'), a !== Symbol.for('b'), Symbol.keyFor(a), a.description, String(Symbol.for(1)),
                  Symbol.keyFor(Symbol('a')) === undefined, Symbol.keyFor(Symbol.iterator) === undefined,
                  Symbol.for() === Symbol.for('undefined'), Symbol.for.name, Symbol.keyFor.name];
                """))
        .isEqualTo("[true,true,\"a\",\"a\",\"Symbol(1)\",true,true,true,\"for\",\"keyFor\"]");
    assertThat(failure("Symbol.keyFor('a')").message()).startsWith("TypeError");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Symbol.for('\\u4e00'.repeat(4e6) + VERSION)",
        "new WeakMap().set(sm.execution, new Uint8Array(8e6))",
        "const kept = new Uint8Array(8e6); throw () => kept",
        "const kept = new Uint8Array(8e6); setTimeout(() => kept, 1e6)",
        "sm.emit(('x'.repeat(8e6) + VERSION).slice(0, 40), null, 1)",
      })
  void shouldKeepNothingOfARunThatEnded(String source) {
    // Given
    run("return 1");
    long before = heldBytes();

    // When
    for (int version = 1; version <= 8; version++) {
      Runs.run(
          new Program(
              "acme", new Script("score", source.replace("VERSION", "" + version)), version),
          ValueReads.none());
    }

    // Then
    assertThat(heldBytes() - before).isLessThan(4 * 8_000_000L);
  }

  /** What is stamped on a frozen object cannot be taken off it. */
  @Test
  void shouldNotReuseAContextForLongInWhichALotWasAllocated() {
    // Given
    Program program =
        new Program(
            "acme",
            new Script(
                "score",
                "class Stamp extends (function (o) { return o }) { #mark = new Uint8Array(8e6) } new Stamp(Math)"),
            1);
    Runs.run(program, ValueReads.none());
    long before = heldBytes();

    // When
    for (int n = 0; n < 16; n++) {
      Runs.run(program, ValueReads.none());
    }

    // Then
    assertThat(heldBytes() - before).isLessThan(8 * 8_000_000L);
  }

  @Test
  void shouldNotReuseAContextForLongInWhichLittleWasAllocatedOften() {
    // Given
    Program program =
        new Program(
            "acme",
            new Script(
                "score",
                "class Stamp extends (function (o) { return o }) { #mark = new Uint8Array(22e4) } new Stamp(Math)"),
            1);
    Runs.run(program, ValueReads.none());
    long before = heldBytes();

    // When: a quarter of a gigabyte
    for (int n = 0; n < 1_200; n++) {
      Runs.run(program, ValueReads.none());
    }

    // Then
    assertThat(heldBytes() - before).isLessThan(150L << 20);
  }

  /** Each of these contexts is within its budget, but all together are not. */
  @Test
  void shouldKeepNoMoreInAllIdleContextsThanARunMayHold() {
    // Given
    String source =
        "class Stamp extends (function (o) { return o }) { #a = new Uint8Array(2 ** 23 - 64); #b = new Uint8Array(2 ** 23 - 64); #c = new Uint8Array(2 ** 23 - 64) } new Stamp(Math)";
    int programs = (int) (Heap.SHARE_OF_ONE / STAMPED) + 6;
    run("return 1");
    long before = heldBytes();

    // When
    for (int version = 1; version <= programs; version++) {
      Runs.run(new Program("acme", new Script("score", source), version), ValueReads.none());
    }

    // Then
    assertThat(heldBytes() - before).isLessThan(Heap.SHARE_OF_ONE + 2 * STAMPED);
  }

  private static long heldBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void shouldShareNoContextBetweenTenants() {
    // Given
    RealmPool pool = new RealmPool(10);
    Script script = new Script("score", "return 1");

    // When / Then
    assertThat(new Program("acme", script, 1)).isNotEqualTo(new Program("other", script, 1));
    assertThat(new Program("acme", script, 1)).isEqualTo(new Program("acme", script, 1));
    assertThat(pool.take(new Program("acme", script, 1))).isEmpty();
  }

  @Test
  void shouldStartAfreshAfterARunThatWasStopped() {
    // Given
    String source = "if (event === 1) for (;;); return 'fresh'";
    ScriptResult stopped =
        Runs.run(source, new Invocation("1", "{}", Runs.NOW, "e-1", 0), Runs.IMPATIENT);

    // When
    ScriptResult next =
        Runs.run(source, new Invocation("2", "{}", Runs.NOW, "e-2", 0), ScriptLimits.DEFAULTS);

    // Then
    assertThat(stopped).isInstanceOf(ScriptResult.TimedOut.class);
    assertThat(json(next)).isEqualTo("\"fresh\"");
  }
}
