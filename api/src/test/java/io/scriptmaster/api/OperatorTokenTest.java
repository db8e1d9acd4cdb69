package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokenTest {

  @Test
  void shouldMatchItsOwnTextAlone() {
    // Given
    String text = OperatorToken.generate();

    // When
    OperatorToken token = OperatorToken.of(text);

    // Then
    assertThat(token.matches(text)).isTrue();
    assertThat(token.matches(text + "x")).isFalse();
    assertThat(token.matches("")).isFalse();
    assertThat(token).hasToString("***");
  }

  @Test
  void shouldGenerate256RandomBits() {
    // When
    String first = OperatorToken.generate();
    String second = OperatorToken.generate();

    // Then
    assertThat(first).matches("smo_[A-Za-z0-9_-]{43}").isNotEqualTo(second);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "a b", "tökén", "a\n"})
  void shouldRefuseWhatCanNotBeSentWithoutRepeatingIt(String text) {
    // When / Then
    assertThatThrownBy(() -> OperatorToken.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the operator's token is " + OperatorToken.ACCEPTED);
  }
}
