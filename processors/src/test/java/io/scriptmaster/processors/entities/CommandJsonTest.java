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
        "{\"source\": \"x\", \"enabled\": \"yes\"} | enabled | enabled has the wrong type",
        "{\"source\": 7} | source | source has the wrong type",
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
