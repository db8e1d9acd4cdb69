package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.SourceCheck.Invalid;
import io.scriptmaster.engine.SourceCheck.Valid;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCheckTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "return 1",
        "await 1",
        "export default () => 1",
        "import('x')",
        "for (;;) {}",
        "throw new Error('never runs')",
        "// import x from 'y'\nexport default () => 1",
        "/*\nimport things\n*/ export default () => 1",
        "export default () => `\nimport x from 'y'\n`",
        "export default () => 1\n//",
        "return 1 //",
      })
  void shouldAcceptSourceThatCanBeRun(String source) {
    // When / Then
    assertThat(Runs.ENGINE.check(source)).isEqualTo(new Valid());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          let b = = 2;                                     | 1 | 9  | Expected an operand but found =
          const a = 1;\\nlet b = = 2;                      | 2 | 9  | Expected an operand but found =
          const a = 1;\\r\\n\\r\\n  let a = 2;             | 3 | 7  | Variable "a" has already been declared
          return 1 +                                       | 1 | 11 | Expected an operand but found eof
          if (event) {                                     | 1 | 13 | Expected } but found eof
          return `open                                     | 1 | 13 | Missing close quote
          return /(/                                       | 1 | 11 | Unterminated group
          with (event) {}                                  | 1 | 1  | "with" statement cannot be used in strict mode
          export default () => { return 1 +; }             | 1 | 34 | Expected an operand but found ;
          const a = 1;\\nexport default function ( {       | 2 | 28 | Expected ident but found eof
          const a = 1;\\nexport default a;\\nexport default a;| 3 | 16 |
          import x from 'y'; let b = = 2;                  | 1 | 28 | Expected an operand but found =
          """)
  void shouldTellWhereTheAuthorsMistakeIs(String escaped, int line, int column, String message) {
    // Given
    String source = escaped.translateEscapes();

    // When
    SourceCheck check = Runs.ENGINE.check(source);

    // Then
    assertThat(check).isInstanceOf(Invalid.class);
    SyntaxError error = ((Invalid) check).error();
    assertThat(error.message()).startsWith(message == null ? "" : message).doesNotContain("\n");
    assertThat(error.line() + ":" + error.column())
        .as(error.toString())
        .isEqualTo(line + ":" + column);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "}); (async () => {",
        "}, async function () {",
        "}); throw 1; (async function () {",
        "}\nglobalThis.x = 1\n{",
        "} /*",
        "*/ } /*",
        "}}",
        "})",
        "return 1 /*",
      })
  void shouldRefuseBodyThatClosesItsWrapper(String source) {
    // When / Then
    assertThat(Runs.ENGINE.check(source)).isInstanceOf(Invalid.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          import fs from 'fs';\\nexport default () => 1         | fs             | 1 | 16
          export default () => 1;\\nimport "./a.js"             | ./a.js         | 2 | 8
          export * from 'other';\\nexport default () => 1       | other          | 1 | 15
          import x from 'https://a.example/x.js'                | https://a.example/x.js | 1 | 15
          import x from 'node:fs'                               | node:fs        | 1 | 15
          import x from 'data:text/javascript,export default 1' | data: | 1 | 15
          import x from 'data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgMQ==' | data: | 1 | 15
          import x from 'file:///etc/passwd'                    | file:///etc/passwd | 1 | 15
          """)
  void shouldRefuseImports(String escaped, String name, int line, int column) {
    // When
    SourceCheck check = Runs.ENGINE.check(escaped.translateEscapes());

    // Then
    assertThat(check)
        .isEqualTo(new Invalid(new SyntaxError("import is not supported: " + name, line, column)));
  }

  /** For each of them, the place used to be looked for in the whole source. */
  @Test
  void shouldRefuseManyImportsAtOnce() {
    // Given
    String source = numbered(21_800, "import\"#\";");

    // When
    SourceCheck check = Runs.ENGINE.check(source);

    // Then
    assertThat(check).isEqualTo(new Invalid(new SyntaxError("import is not supported: 0", 1, 7)));
  }

  @Test
  void shouldRefuseMoreLibrariesThanThereCanBe() {
    // When / Then
    assertThat(Runs.ENGINE.check(numbered(100, "import 'lib/#';\n"))).isInstanceOf(Valid.class);
    assertThat(Runs.ENGINE.check(numbered(101, "import 'lib/#';\n")))
        .isEqualTo(
            new Invalid(
                new SyntaxError("there are 101 imports; at most 100 are supported", 101, 8)));
    assertThat(Runs.ENGINE.check(numbered(15_000, "import 'lib/#';")))
        .isInstanceOfSatisfying(
            Invalid.class,
            refused -> assertThat(refused.error().message()).startsWith("there are 15000 imports"));
  }

  /** Which is found after a hundred thousand places that look as if it began there. */
  @Test
  void shouldFindThePlaceOfALongNameAtOnce() {
    // Given
    String source = "/*%s*/\nimport '%s'".formatted("\"".repeat(120_000), "\"".repeat(60_000));

    // When
    SourceCheck check = Runs.ENGINE.check(source);

    // Then
    assertThat(check)
        .isInstanceOfSatisfying(
            Invalid.class,
            refused ->
                assertThat(refused.error().message()).startsWith("import is not supported: \"\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "1+", "(", "{", "f(", "!", "a?b:", "`${", "()=>"})
  void shouldSurviveSourceThatIsNestedTooDeeply(String opening) {
    // When
    SourceCheck check = Runs.ENGINE.check("return " + opening.repeat(100_000));

    // Then
    assertThat(check).isInstanceOf(Invalid.class);
  }

  @Test
  void shouldAgreeWithRun() {
    // Given
    String source = "const a = 1;\n  let b = = 2;";

    // When
    ScriptError error = Runs.failure(source);

    // Then
    assertThat(error)
        .isEqualTo(
            new ScriptError(
                ScriptError.SYNTAX_ERROR,
                "Expected an operand but found =",
                List.of(new StackLine("", "score.js", 2, 11))));
  }

  private static String numbered(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(n -> line.replace("#", Integer.toString(n)))
        .collect(Collectors.joining());
  }
}
