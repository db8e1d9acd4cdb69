package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandJsonTest {

  @Test
  void shouldReadBackWhatItWrote() {
    SaveScript body = new SaveScript("return 1", "one", null, false);

    assertThat(CommandJson.read(CommandJson.write(body), SaveScript.class)).isEqualTo(body);
  }

  @Test
  void shouldRefuseWhatIsNestedTooDeeply() {
    String deep = "{\"rendering\": %s".formatted("[".repeat(2_000));

    assertThatThrownBy(() -> CommandJson.read(deep, SaveCustomField.class))
        .isInstanceOf(InvalidFieldException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"source\": \"return 1\", \"sauce\": 1} | sauce | accepted: description, enabled, imports, library, limits, message, retry, source",
        "{\"description\": \"no source\"} | source | source is JavaScript",
        "{\"source\": \"\"} | source | source is JavaScript",
        "{\"source\": \"x\", \"enabled\": \"yes\"} | enabled | enabled is true or false",
        "{\"source\": 7} | source | source is text",
        "{\"source\": \"x\", \"limits\": 7} | limits | limits is an object of whole numbers",
        "{\"source\": \"x\", \"limits\": {\"cpuMillis\": \"7\"}} | limits | limits is an object of whole numbers",
        "{\"source\": \"x\", \"limits\": {\"cpuMillis\": 1.5}} | limits | limits is an object of whole numbers",
        "{\"source\": \"x\", \"retry\": []} | retry | retry is an object",
        "{\"source\": \"x\", \"retry\": {\"attempts\": \"2\"}} | retry.attempts | retry.attempts is a whole number",
        "{\"source\": \"x\", \"retry\": {\"attempts\": 3000000000}} | retry.attempts | a whole number, and not that large",
        "{\"source\": \"x\", \"retry\": {\"attempts\": 2, \"outcomes\": [7]}} | retry.outcomes | retry.outcomes is a list of texts",
        "{\"source\": \"x\", \"imports\": [null]} | source | a source imports",
        "[] | '' | a JSON object is expected",
        "null | '' | a JSON object is expected",
        "{\"source\": | '' | not JSON: line 1, column"
      })
  void shouldSayWhichFieldIsWrongAndWhatIsAccepted(String json, String field, String message) {
    assertThatThrownBy(() -> CommandJson.read(json, SaveScript.class))
        .isInstanceOfSatisfying(
            InvalidFieldException.class,
            invalid -> {
              assertThat(invalid.field()).isEqualTo(field);
              assertThat(invalid).hasMessageContaining(message);
            });
  }
}
