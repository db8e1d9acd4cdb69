package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.SourceCheck.Valid;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibrariesTest {

  private static final Map<String, Script> LIBRARIES =
      Map.of(
          "sum", new Script("sum", "export const sum = (a, b) => a + b; export default sum;"),
          "twice",
              new Script(
                  "twice", "import { sum } from 'lib/sum'; export const twice = (n) => sum(n, n);"),
          "a", new Script("a", "import { b } from 'lib/b'; export const a = () => 'a' + b();"),
          "b", new Script("b", "import { a } from 'lib/a'; export const b = () => 'b' + typeof a;"),
          "fails",
              new Script("fails", "\nexport const f = () => { throw new Error('in library') };"),
          "throws", new Script("throws", "throw new Error('while loading'); export const x = 1;"),
          "deep/name", new Script("n", "export const n = 1;"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          import { sum } from 'lib/sum'; export default () => sum(1, 2)                         | 3
          import sum, * as all from "lib/sum"; export default () => [sum(1, 2), Object.keys(all)] | [3,["default","sum"]]
          import { twice } from 'lib/twice'; export default () => twice(4)                      | 8
          import { a } from 'lib/a'; export default () => a()                                   | "abfunction"
          import { n } from 'lib/deep/name'; export default () => n                             | 1
          const { sum } = await import('lib/sum'); return sum(1, 2)                             | 3
          return (await import('lib/sum')) === (await import('lib/sum'))                        | true
          export default async () => (await import('lib/' + 'twice')).twice(1)                  | 2
          import { sum } from 'lib/sum'; export default async () => sum === (await import('lib/sum')).sum | true
          try { await import('lib/none') } catch (e) { return e.message }                       | "there is no library lib/none among those that the script was saved with; make it a module that imports it statically: import … from 'lib/…'"
          try { await import('lib/throws') } catch (e) { return e.message }                     | "while loading"
          """)
  void shouldServeLibraries(String source, String expected) {
    // When / Then
    assertThat(json(runWithLibraries(source))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:text/javascript,export default 1",
        "main",
        "lib/../main",
        "./lib/sum",
        "/lib/sum",
        "lib/",
        "file:///etc/passwd",
        "node:fs",
        "https://a.example/x.js",
        "realm/run.js",
      })
  void shouldRefuseEverythingElse(String name) {
    // When
    ScriptError dynamic = failure(runWithLibraries("await import('" + name + "')"));
    ScriptError fromModule =
        failure(runWithLibraries("export default () => import('" + name + "')"));

    // Then
    assertThat(dynamic.message()).matches("Error: (import is not supported|there is no library).*");
    assertThat(fromModule.message()).isEqualTo(dynamic.message());
  }

  @Test
  void shouldSayWhichLibraryIsMissingBeforeAnythingRuns() {
    // When
    ScriptResult result =
        runWithLibraries(
            "const x = 1;\nimport { a } from 'lib/none';\nsm.log(1); export default () => 1");

    // Then
    assertThat(failure(result).code()).isEqualTo(ScriptError.LIBRARY_NOT_FOUND);
    assertThat(failure(result).message()).isEqualTo("there is no library lib/none");
    assertThat(failure(result).stackText()).isEqualTo("at score.js:2:19");
    assertThat(result.log().lines()).isEmpty();
  }

  @Test
  void shouldShowLinesOfLibrariesInStacks() {
    // When
    ScriptError error =
        failure(runWithLibraries("import { f } from 'lib/fails';\nexport default () => f()"));

    // Then
    assertThat(error.stackText())
        .startsWith("at f (lib/fails.js:2:32)\nat default (score.js:2:22)");
  }

  @Test
  void shouldTellWhatASourceImports() {
    // When / Then
    assertThat(
            Runs.ENGINE.check(
                "import x from 'lib/b'; import * as y from \"lib/a\"; export { z } from 'lib/b'; export default 1; import('lib/c')"))
        .isEqualTo(new Valid(java.util.List.of("lib/b", "lib/a")));
  }

  @Test
  void shouldRefuseLibraryThatIsNoModule() {
    // Given
    Program program =
        new Program(
            "acme",
            new Script("score", "return 1"),
            1,
            Map.of("body", new Script("body", "return 2")));

    // When
    ScriptError error = failure(Runs.run(program, ValueReads.none()));

    // Then
    assertThat(error.message()).startsWith("a library must be a module");
    assertThat(error.stackText()).isEqualTo("at lib/body.js:1:1");
  }

  @Test
  void shouldLetAModuleExportAnyName() {
    // When / Then
    assertThat(
            json(
                "export const scriptmasterLoaded = 5, main = 6; export default () => scriptmasterLoaded"))
        .isEqualTo("5");
  }

  private static ScriptResult runWithLibraries(String source) {
    return Runs.run(
        new Program("acme", new Script("score", source), 1, LIBRARIES), ValueReads.none());
  }
}
