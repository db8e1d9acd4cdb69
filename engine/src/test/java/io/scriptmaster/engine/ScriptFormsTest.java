package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptFormsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "export default async function (event, sm) { return event.payload.n + 1 }",
        "export default function (event, sm) { return event.payload.n + 1 }",
        "export default async function score(event, sm) { return event.payload.n + 1 }",
        "export default (event, sm) => event.payload.n + 1",
        "export default async (event, sm) => { await null; return event.payload.n + 1; }",
        "export default ({ payload: { n } }) => n + 1",
        "export default (event) => Promise.resolve(event.payload.n).then((n) => n + 1)",
        "const one = 1;\nfunction add(n) { return n + one }\nexport default (event) => add(event.payload.n)",
        "const one = await Promise.resolve(1);\nexport default (event) => event.payload.n + one",
        "export const other = 7;\nfunction main(event) { return event.payload.n + 1 }\nexport { main as default }",
        "// export default is below\nexport default (event) => event.payload.n + 1 // the end",
        "export default (event) => ({ then(resolve) { resolve(event.payload.n + 1) } })",
        "return event.payload.n + 1",
        "const x = 1; return x + event.payload.n",
        "return await Promise.resolve(event.payload.n + 1)",
        "const n = await Promise.resolve(event.payload.n);\nreturn n + 1;",
        "const add = (n) => n + 1\nreturn add(event.payload.n) // the end",
        "/* export default */ return event.payload.n + 1",
        "const text = `\nexport default 3\n`; return event.payload.n + 1",
        "for await (const n of [event.payload.n]) return n + 1",
        "return event.payload.n + 1 /* done */\n",
        "let n = event.payload.n; { function f() { return n + 1 } return f() }",
      })
  void shouldRunEveryFormOfAScript(String source) {
    // When / Then
    assertThat(json(source)).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n ",
        "// nothing",
        "event.payload.n",
        "return",
        "return undefined",
        "export default () => {}"
      })
  void shouldSucceedWithoutResultWhenNothingIsReturned(String source) {
    // When / Then
    assertThat(json(source)).isNull();
  }

  @Test
  void shouldRefuseModuleWithoutDefaultExport() {
    // When
    ScriptError error = failure("export const run = () => 1");

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.NO_DEFAULT_EXPORT);
    assertThat(error.message())
        .contains("export default async function (event, sm)")
        .contains("there is none");
  }

  @Test
  void shouldRefuseDefaultExportThatIsNotAFunction() {
    // When
    ScriptError error = failure("export default { run() {} }");

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.NO_DEFAULT_EXPORT);
    assertThat(error.message()).contains("it is of type object");
  }

  @Test
  void shouldFailWhenTopLevelAwaitNeverSettles() {
    // When
    ScriptError error = failure("await new Promise(() => {});\nexport default () => 1");

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.NEVER_SETTLED);
  }

  @Test
  void shouldGiveScriptItsExecutionFrozen() {
    // When
    String result =
        json("try { sm.execution.trigger.kind = 'x' } catch (e) { return [e.name, sm.execution] }");

    // Then
    assertThat(result)
        .isEqualTo("[\"TypeError\",{\"id\":\"e-1\",\"trigger\":{\"kind\":\"event\"}}]");
  }

  @Test
  void shouldGiveScriptThePlatformsTime() {
    // When / Then
    assertThat(json("return [sm.now(), new Date(sm.now())]"))
        .isEqualTo("[" + Runs.NOW.toEpochMilli() + ",\"2026-11-24T10:15:30.123Z\"]");
  }

  @Test
  void shouldHideTheMachinesTimeZoneAndLocale() {
    // When
    String result =
        json(
            "const o = Intl.DateTimeFormat().resolvedOptions(); return [o.timeZone, o.locale, new Date(0).getHours()]");

    // Then
    assertThat(result).isEqualTo("[\"UTC\",\"en-US\",0]");
  }

  @Test
  void shouldRunBodiesInStrictMode() {
    // When
    ScriptError error = failure("leaked = 1");

    // Then
    assertThat(error.message()).startsWith("ReferenceError: ");
  }
}
