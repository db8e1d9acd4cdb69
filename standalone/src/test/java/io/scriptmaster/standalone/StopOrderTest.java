package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopOrderTest {

  private final List<String> stopped = new CopyOnWriteArrayList<>();

  @Test
  void shouldStopInReverseAlsoWhenOneFails() {
    // Given
    StopOrder parts = StopOrder.reversed();
    parts.add(() -> stopped.add("first"));
    parts.add(
        () -> {
          throw new IllegalStateException("does not stop");
        });
    parts.add(() -> stopped.add("last"));

    // When
    parts.close();

    // Then
    assertThat(stopped).containsExactly("last", "first");
  }

  @Test
  void shouldStopTogetherWhatDoesNotNeedEachOther() {
    // Given parts of which each waits for the others
    int count = 4;
    CyclicBarrier allAreStopping = new CyclicBarrier(count);
    StopOrder parts = StopOrder.together();
    for (int n = 0; n < count; n++) {
      parts.add(
          () -> {
            allAreStopping.await(10, TimeUnit.SECONDS);
            stopped.add("one");
          });
    }

    // When
    parts.close();
    parts.close();

    // Then
    assertThat(stopped).hasSize(count);
  }

  @Test
  void shouldStopAtOnceWhatComesLater() {
    // Given
    StopOrder parts = StopOrder.together();
    parts.close();

    // When / Then
    assertThatThrownBy(() -> parts.add(() -> stopped.add("late")))
        .isInstanceOf(StartException.class);
    assertThat(stopped).containsExactly("late");
  }
}
