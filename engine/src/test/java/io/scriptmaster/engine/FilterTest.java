package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.SourceCheck.Invalid;
import io.scriptmaster.engine.SourceCheck.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          event.payload.n > 40                          | true
          event.payload.n > 41                          | false
          event.none                                    | false
          event.type.startsWith('issue.') // a comment  | true
          [1, 2].includes(event.payload.n - 40)         | true
          (() => { return true })()                     | true
          event.payload?.x?.y ?? 'y'                    | true
          """)
  void shouldTellWhetherAnExpressionIsTrueOfTheEvent(String expression, String expected) {
    // When / Then
    assertThat(Runs.ENGINE.checkFilter(expression)).isEqualTo(new Valid());
    assertThat(json(Runs.run(Program.filter("acme", "l-1", 1, expression), ValueReads.none())))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1); evil(",
        "1]; [evil",
        "true; evil()",
        "return true",
        "if (event) true",
        "1 /*",
        "`",
        "const a = 1",
        "1)\n(2",
        "throw 1",
        "...event",
        "'",
        "}) (function () {",
        "x => { ) }",
        "//",
      })
  void shouldRefuseWhatIsNotOneExpression(String expression) {
    // When / Then
    assertThat(Runs.ENGINE.checkFilter(expression)).isInstanceOf(Invalid.class);
  }

  @Test
  void shouldTellWhereTheAuthorsMistakeIs() {
    // When / Then
    assertThat(Runs.ENGINE.checkFilter("event.a ==\n  = 2"))
        .isInstanceOfSatisfying(
            Invalid.class,
            invalid ->
                assertThat(invalid.error().line() + ":" + invalid.error().column())
                    .isEqualTo("2:3"));
  }
}
