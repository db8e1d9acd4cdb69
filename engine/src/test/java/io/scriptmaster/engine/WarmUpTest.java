package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {

  @Test
  void shouldUseAllThatHasLibrariesBehindIt() {
    // When
    ScriptResult result = Runs.run(Sources.ours("warm-up.js").getCharacters().toString());

    // Then
    assertThat(Runs.json(result)).isEqualTo("26");
  }
}
