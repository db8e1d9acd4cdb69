package io.scriptmaster.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** scriptmaster.d.ts names what scripts see, and nothing else. */
class TypesTest {

  private static final Pattern GLOBAL =
      Pattern.compile("^declare (?:const|function|class) (\\w+)", Pattern.MULTILINE);
  private static final Pattern MEMBER =
      Pattern.compile("^  (static )?(?:readonly )?(\\w+)[?<(:]", Pattern.MULTILINE);
  private static final Pattern QUOTED = Pattern.compile("'(\\w+)'");

  @Test
  void shouldDeclareTheGlobals() throws IOException {
    List<String> declared =
        GLOBAL.matcher(types()).results().map(found -> found.group(1)).distinct().toList();

    assertThat(declared)
        .filteredOn(name -> !List.of("event", "sm").contains(name))
        .containsExactlyInAnyOrderElementsOf(ScriptSurface.globals());
  }

  @ParameterizedTest
  @CsvSource({
    "interface Scriptmaster, sm",
    "interface Values, sm.values",
    "interface Log, sm.log",
    "declare const crypto:, crypto",
    "declare class TextEncoder, TextEncoder.prototype",
    "declare class TextDecoder, TextDecoder.prototype",
    "declare class URL, URL.prototype",
    "declare class URLSearchParams, URLSearchParams.prototype",
  })
  void shouldDeclareTheMembers(String declaration, String expression) throws IOException {
    List<String> declared =
        members(declaration)
            .filter(found -> found.group(1) == null)
            .map(found -> found.group(2))
            .filter(name -> !name.equals("constructor"))
            .distinct()
            .toList();

    assertThat(declared).containsExactlyInAnyOrderElementsOf(ScriptSurface.members(expression));
  }

  @Test
  void shouldDeclareTheStaticFunctionsOfUrl() throws IOException {
    assertThat(members("declare class URL").filter(found -> found.group(1) != null))
        .extracting(found -> found.group(2))
        .containsExactlyInAnyOrderElementsOf(ScriptSurface.members("URL"));
  }

  @Test
  void shouldDeclareTheFunctionsOfTheConsole() throws IOException {
    Matcher line = Pattern.compile("declare const console: .*").matcher(types());
    assertThat(line.find()).isTrue();

    assertThat(QUOTED.matcher(line.group()).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(ScriptSurface.members("console"));
  }

  @Test
  void shouldDeclareTheOptions() throws IOException {
    assertThat(ScriptSurface.options())
        .allSatisfy(name -> assertThat(types()).contains(name + "?: "));
  }

  private static Stream<MatchResult> members(String declaration) throws IOException {
    Matcher block =
        Pattern.compile(
                "^" + Pattern.quote(declaration) + "[^\\w].*?\\n}",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(types());
    assertThat(block.find()).as(declaration).isTrue();
    return MEMBER.matcher(block.group()).results();
  }

  private static String types() throws IOException {
    try (InputStream text = ScriptEngine.class.getResourceAsStream("scriptmaster.d.ts")) {
      return new String(text.readAllBytes(), UTF_8);
    }
  }
}
