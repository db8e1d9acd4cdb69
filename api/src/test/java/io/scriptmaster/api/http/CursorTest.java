package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {

  @Test
  void shouldComeBackAsItWas() {
    // Given
    Cursor cursor = new Cursor("executions");

    // When
    String opaque = cursor.encode("7fffffffffffffff/0b1c~");

    // Then
    assertThat(opaque).matches("[A-Za-z0-9_-]+");
    assertThat(cursor.decode(opaque)).isEqualTo("7fffffffffffffff/0b1c~");
  }

  @Test
  void shouldRefuseACursorOfAnotherList() {
    // Given
    String foreign = new Cursor("logs").encode("1");

    // When / Then
    assertThatThrownBy(() -> new Cursor("executions").decode(foreign))
        .isInstanceOf(ProblemException.class);
  }
}
