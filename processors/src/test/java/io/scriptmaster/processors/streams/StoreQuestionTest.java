package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.processors.streams.Slice.Entry;
import io.scriptmaster.processors.streams.StoreQuestion.Keys;
import io.scriptmaster.processors.streams.StoreQuestion.Range;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Questions and answers as they travel between instances. */
class StoreQuestionTest {

  @Test
  void shouldArriveAsItWasAsked() throws IOException {
    for (StoreQuestion question :
        List.of(
            new Keys(List.of("acme/1", "acme/2")),
            new Range("acme/", Optional.of("acme0"), 500),
            new Range("", Optional.empty(), 1))) {
      assertThat(StoreQuestion.of(question.toBytes())).isEqualTo(question);
    }
  }

  @Test
  void shouldRefuseToAskForTooMuchOrForNothing() {
    assertThatThrownBy(() -> new Range("", Optional.empty(), StoreQuestion.MAX_ENTRIES + 1))
        .hasMessageContaining("1 to 500");
    assertThatThrownBy(() -> new Keys(Collections.nCopies(501, "a")))
        .hasMessageContaining("1 to 500");
    assertThatThrownBy(() -> new Keys(List.of())).hasMessageContaining("1 to 500");
  }

  @Test
  void shouldRefuseBytesThatEndTooEarly() throws IOException {
    byte[] question = new Range("acme/", Optional.of("acme0"), 500).toBytes();
    byte[] answer = Slice.toBytes(new Slice<>(List.of(new Entry<>("a", new byte[] {1, 2})), true));

    for (int length = 0; length < question.length; length++) {
      byte[] cut = Arrays.copyOf(question, length);
      assertThatThrownBy(() -> StoreQuestion.of(cut)).isInstanceOf(IOException.class);
    }
    for (int length = 0; length < answer.length; length++) {
      byte[] cut = Arrays.copyOf(answer, length);
      assertThatThrownBy(() -> Slice.of(cut)).isInstanceOf(IOException.class);
    }
    Slice<byte[]> arrived = Slice.of(answer);
    assertThat(arrived.complete()).isTrue();
    assertThat(arrived.entries()).singleElement().extracting(Entry::key).isEqualTo("a");
    assertThat(arrived.entries().getFirst().value()).containsExactly(1, 2);
  }
}
