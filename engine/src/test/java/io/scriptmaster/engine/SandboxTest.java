package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.messages;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile scripts, each with the one outcome that is right. */
class SandboxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java",
        "Packages",
        "java",
        "javax",
        "com",
        "org",
        "Polyglot",
        "Graal",
        "load",
        "loadWithNewGlobal",
        "print",
        "printErr",
        "quit",
        "exit",
        "read",
        "readline",
        "readbuffer",
        "require",
        "process",
        "global",
        "module",
        "exports",
        "Debug",
        "performance",
        "WebAssembly",
        "Worker",
        "ShadowRealm",
        "Atomics",
        "SharedArrayBuffer",
        "WeakRef",
        "FinalizationRegistry",
        "fetch",
        "XMLHttpRequest",
        "importScripts",
        "host",
        "hostLog",
        "hostDrop",
        "realm",
      })
  void shouldHaveNoGlobal(String name) {
    // When / Then
    assertThat(json("return [typeof " + name + ", '" + name + "' in globalThis]"))
        .isEqualTo("[\"undefined\",false]");
  }

  @Test
  void shouldHaveNoGlobalsButEcmascriptsOwnAndDocumentedOnes() {
    // When / Then
    assertThat(json("return Reflect.ownKeys(globalThis).length")).isEqualTo("73");
    assertThat(json("return Object.keys(globalThis)")).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return this.constructor.constructor('return process')()",
        "return event.constructor.constructor('return this')()",
        "return sm.log.constructor('return this')()",
        "return sm.now.constructor('return this')()",
        "return (async () => {}).constructor('return 1')()",
        "return (function* () {}).constructor('yield 1')()",
        "return (async function* () {}).constructor('yield 1')()",
        "return eval('1')",
        "return (0, eval)('1')",
        "return new Function('return 1')()",
        "return Reflect.construct(Function, ['return 1'])()",
        "return console.log.constructor.apply(null, ['return 1'])()",
        "return [].map.constructor('return 1')()",
        "return Java.type('java.lang.System').exit(1)",
        "return Polyglot.eval('js', '1')",
        "return Polyglot.import('x')",
        "return load('https://a.example/x.js')",
        "return Graal.versionECMAScript",
        "return java.lang.Runtime.getRuntime()",
        "return process.env",
        "return require('fs')",
        "return (await import('fs')).readFileSync('/etc/passwd')",
        "return await import('/etc/passwd')",
        "return await import('file:///etc/passwd')",
        "return await import('https://a.example/x.js')",
        "return await import('data:text/javascript,export default 1')",
        "return await import('data:text/javascript;base64,SmF2YS50eXBlKCdqYXZhLmxhbmcuU3lzdGVtJyk=')",
        "return await import({ toString() { throw new Error('own') } })",
        "return arguments.callee.caller",
        "return (function () { return this })().constructor",
        "return sm.log.caller",
        "return sm.__proto__.constructor.constructor('return this')()",
        "sm.log = null",
        "sm.now = () => 0",
        "sm.log.info = null",
        "console.log = null",
        "sm.execution.id = 'other'",
        "delete sm.log",
        "Object.defineProperty(sm, 'now', { value: 1 })",
        "const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy",
        "throw new Proxy(new Error('x'), {})",
        "Object.defineProperty(globalThis, 'undefined', { value: 1 })",
        "Error.prepareStackTrace = () => { throw 1 }; throw new Error('x')",
        "Error.stackTraceLimit = 1e9; throw new Error('x')",
        "const e = new Error('x'); Object.defineProperty(e, 'stack', { get() { throw 'stack' } }); throw e",
        "const e = new Error('x'); e.stack = 'y'.repeat(1e7); throw e",
        "const e = new Error('x'); e.name = { toString() { throw 1 } }; throw e",
        "const e = new Error('x'); e.message = { length: 1e9 }; throw e",
        "const e = new Error('x'); e.__proto__ = null; throw e",
        "const e = new Error('x'); e.__proto__ = e; throw e",
        "Object.defineProperty(Error.prototype, 'message', { get() { throw 1 } }); throw new Error()",
        "Error.prototype.toString = () => { throw 1 }; throw new Error('x')",
        "globalThis.String = () => { throw 1 }; throw Symbol('x')",
        "String.prototype.slice = () => { throw 1 }; throw new Error('x'.repeat(1e5))",
        "Function.prototype.call = Function.prototype.apply = Reflect.apply = () => 'fooled'; throw new Error('x')",
      })
  void shouldFailWithTheScriptsOwnErrorAndNothingOfTheHost(String source) {
    // When
    ScriptError error = failure(source);

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.SCRIPT_ERROR);
    assertThat(error.message())
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(ScriptLimits.DEFAULTS.output().maxErrorChars())
        .doesNotContainPattern(
            "(?i)java\\.lang|graal\\.|polyglot\\.|org\\.|exception|bootstrap|root:");
    assertThat(error.stack()).allSatisfy(line -> assertThat(line.file()).isEqualTo("score.js"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Promise.prototype.then = () => { throw 1 };",
        "Promise.prototype.then = function (f) { f('fooled') };",
        "try { Promise.prototype.constructor = function () {} } catch {} Promise.prototype.then = null;",
        "Promise.resolve = () => { throw 1 }; globalThis.Promise = null;",
        "Object.defineProperty(Promise, Symbol.species, { get() { throw 1 } });",
        "JSON.stringify = () => '\"fooled\"'; JSON.parse = () => 0;",
        "globalThis.JSON = null; globalThis.Object = null; globalThis.Reflect = null;",
        "Object.prototype.toString = () => { throw 1 };",
        "Object.prototype.valueOf = () => { throw 1 };",
        "Object.prototype.kind = 'fooled'; Object.prototype.text = 'fooled';",
        "Object.defineProperty(Object.prototype, 'kind', { get: () => 'fooled', set() { throw 1 } });",
        "Object.defineProperty(Object.prototype, 'then', { get() { return undefined } });",
        "Array.prototype[Symbol.iterator] = () => { throw 1 };",
        "Object.defineProperty(Array.prototype, '0', { get() { throw 1 }, set() { throw 1 } });",
        "Array.prototype.push = Array.prototype.join = Array.prototype.map = () => { throw 1 };",
        "String.prototype.slice = String.prototype.toWellFormed = () => { throw 1 };",
        "String.prototype.toString = String.prototype.valueOf = () => { throw 1 };",
        "globalThis.String = globalThis.Error = globalThis.RangeError = null;",
        "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => 'fooled';",
        "Reflect.apply = Reflect.ownKeys = () => { throw 1 };",
        "Math.floor = () => { throw 1 };",
        "Object.freeze = (x) => ({}); Object.getPrototypeOf = () => { throw 1 };",
        "Symbol.prototype.toString = Number.prototype.toString = () => { throw 1 };",
        "Object.freeze(globalThis); Object.freeze(Object.prototype); Object.freeze(Array.prototype);",
        "globalThis.console = null; globalThis.undefined_ = 1;",
        "globalThis.event = 'fooled'; globalThis.sm = 'fooled'; globalThis.scriptmasterLoaded = false;",
        "Object.setPrototypeOf(globalThis, new Proxy({}, {})) || 0;",
        "for (const k of Reflect.ownKeys(globalThis)) { try { delete globalThis[k] } catch {} }",
        "const own = Reflect.ownKeys; const all = [Array, String, Promise, Function, Error];"
            + " for (let c = 0; c < 5; c++) { const keys = own(all[c].prototype); for (let k = 0; k < keys.length; k++)"
            + " { try { all[c].prototype[keys[k]] = null } catch {} } }",
      })
  void shouldReportTruthfullyWhateverTheScriptReplaced(String poison) {
    // Given
    String run = " sm.log.info('told', { n: 1 }); return [event.payload.n, 'true']";

    // When
    // Most of it is refused, for built-ins are frozen; what is not must not matter.
    String poisoned = "try { " + poison + " } catch {}";
    ScriptResult body = run(poisoned + run);
    ScriptResult module =
        run(poisoned + " export default async (event, sm) => { await null;" + run + " }");

    // Then
    for (ScriptResult result : new ScriptResult[] {body, module}) {
      assertThat(json(result)).isEqualTo("[41,\"true\"]");
      assertThat(messages(result)).containsExactly("told");
      assertThat(result.log().lines().getFirst().dataJson()).isEqualTo("{\"n\":1}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return { toJSON: () => ({ toJSON: () => 'twice' }) }                     | {}
          return { get then() { delete this.then; return undefined }, a: 1 }       | {"a":1}
          return new Proxy({ a: 1 }, { get: (t, k) => k === 'then' ? undefined : k === 'toJSON' ? undefined : 2 }) | {"a":2}
          class Big extends Array { toJSON() { return 'big' } } return Big.of(5)    | "big"
          try { Array.prototype.toJSON = () => 'array' } catch {} return [1]       | [1]
          try { Object.prototype.toJSON = () => 'object' } catch {} return {}      | {}
          Object.defineProperty(event, 'payload', { get: () => 'mine' }); return event.payload | "mine"
          return JSON.stringify(Object.getOwnPropertyNames(sm).sort())             | "[\\"emit\\",\\"execution\\",\\"log\\",\\"now\\",\\"values\\"]"
          return Object.isFrozen(sm) && Object.isFrozen(sm.log) && Object.isFrozen(console) | true
          return typeof sm.log.prototype                                           | "undefined"
          return [typeof this, typeof globalThis]                                  | ["undefined","object"]
          """)
  void shouldLetTheScriptFoolOnlyItself(String source, String expected) {
    // When / Then
    assertThat(json(source)).isEqualTo(expected);
  }

  @Test
  void shouldShowNoFrameOfOursInStacksThatAScriptReads() {
    // When
    String stack = json("return new Error('x').stack");

    // Then
    assertThat(stack)
        .doesNotContain("bootstrap")
        .doesNotContain("io.scriptmaster")
        .doesNotContain(".java");
  }

  @Test
  void shouldTellNothingOfTheHostInImportMeta() {
    // When
    String meta = json("export default () => JSON.stringify(import.meta)");

    // Then
    assertThat(meta).doesNotContain("/work").doesNotContain("file:");
  }

  @Test
  void shouldShowScriptNoHostExceptionWhenStackIsSpentInsideALogCall() {
    // When
    String result =
        json(
            """
            const seen = new Set();
            const f = () => { try { sm.log('x', { a: 1 }); } catch (e) { seen.add(String(e)); throw e } f() };
            for (let i = 0; i < 20; i++) { try { f() } catch (e) { seen.add(e instanceof Error ? String(e) : 'foreign ' + e) } }
            return [...seen]
            """);

    // Then
    assertThat(result).isEqualTo("[\"RangeError: Maximum call stack size exceeded\"]");
  }
}
