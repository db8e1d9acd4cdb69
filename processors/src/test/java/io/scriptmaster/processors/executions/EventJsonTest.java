package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.execution.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What scripts are given is what scriptmaster.d.ts tells editors. */
class EventJsonTest extends ExecutionsUnderTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern MEMBER =
      Pattern.compile("^  (?:readonly )?(\\w+): ", Pattern.MULTILINE);

  @Test
  void shouldGiveScriptsWhatTheTypesDeclare() throws IOException {
    // Given
    save("acme", "score", "return { event, execution: sm.execution }");

    // When
    send(event("acme", "e-1").build());

    // Then
    Execution execution = executions.readValue();
    JsonNode seen = JSON.readTree(execution.getResult());
    assertThat(seen.get("event").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(declared("TriggerEvent<Payload = any>"));
    assertThat(seen.get("execution").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(declared("Execution"));
    assertThat(seen.at("/event/id").textValue()).isEqualTo("e-1");
    assertThat(seen.at("/execution/id").textValue()).isEqualTo(execution.getId());
    assertThat(seen.at("/execution/trigger").textValue()).isEqualTo("event");
    assertThat(seen.at("/execution/attempt").intValue()).isEqualTo(1);
  }

  private static List<String> declared(String type) throws IOException {
    try (InputStream types = ScriptEngine.class.getResourceAsStream("scriptmaster.d.ts")) {
      String text = new String(types.readAllBytes(), UTF_8);
      Matcher body =
          Pattern.compile(
                  "^interface " + Pattern.quote(type) + " \\{$(.*?)^}",
                  Pattern.DOTALL | Pattern.MULTILINE)
              .matcher(text);
      assertThat(body.find()).isTrue();
      return MEMBER.matcher(body.group(1)).results().map(found -> found.group(1)).toList();
    }
  }
}
