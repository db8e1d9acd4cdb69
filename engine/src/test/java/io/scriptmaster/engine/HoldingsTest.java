package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.Heap.Collected;
import io.scriptmaster.engine.Heap.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldingsTest {

  private static final class Run {

    private final long mayHold;
    private long allocated;

    Run(long mayHold) {
      this.mayHold = mayHold;
    }
  }

  private final Holdings<Run> holdings = new Holdings<>(run -> run.allocated, run -> run.mayHold);

  private final Run bomb = new Run(100);
  private final Run neighbour = new Run(100);

  @Test
  void shouldAcceptWhatIsFreed() {
    // Given
    neighbour.allocated = 1_500;

    // When / Then
    assertThat(holdings.tooLarge(new Collected(90, Room.PLENTY), List.of(neighbour))).isEmpty();
  }

  @Test
  void shouldFindWhatIsKeptOverSeveralCollections() {
    // Given
    bomb.allocated = 90;
    assertThat(after(80)).isEmpty();
    bomb.allocated = 180;

    // When / Then
    assertThat(after(80)).containsExactly(bomb);
  }

  @Test
  void shouldForgetWhatWasLetGo() {
    // Given
    bomb.allocated = 90;
    after(80);
    after(-70);
    bomb.allocated = 180;

    // When / Then
    assertThat(after(80)).isEmpty();
  }

  @Test
  void shouldStopTheLargerOneFirst() {
    // Given
    bomb.allocated = 400;
    neighbour.allocated = 300;

    // When / Then
    assertThat(after(300)).containsExactly(bomb);
  }

  @Test
  void shouldStopTheLargestWhenTheCollectorFindsNoRoom() {
    // Given
    bomb.allocated = 90;
    neighbour.allocated = 20;

    // When / Then
    assertThat(holdings.largest(List.of(bomb, neighbour))).contains(bomb);
  }

  @Test
  void shouldStopNobodyWhenTheHeapIsFullOfWhatIsNotTheirs() {
    // Given
    bomb.allocated = 70;
    neighbour.allocated = 20;

    // When / Then
    assertThat(holdings.largest(List.of(bomb, neighbour))).isEmpty();
  }

  @Test
  void shouldCompareWithTheLimitOfTheLargest() {
    // Given
    Run small = new Run(4);
    small.allocated = 1;
    neighbour.allocated = 20;

    // When / Then
    assertThat(holdings.largest(List.of(small, neighbour))).isEmpty();
  }

  @Test
  void shouldStopAllThatAreTooLargeWhenRoomIsTight() {
    // Given
    bomb.allocated = 400;
    neighbour.allocated = 300;

    // When / Then
    assertThat(holdings.tooLarge(new Collected(300, Room.TIGHT), List.of(bomb, neighbour)))
        .containsExactly(bomb, neighbour);
  }

  @Test
  void shouldStopWhoeverMayHoldTooMuchWhenTheHeapIsFull() {
    // Given
    bomb.allocated = 101;
    neighbour.allocated = 100;

    // When / Then
    assertThat(holdings.tooLarge(new Collected(1, Room.NONE), List.of(neighbour, bomb)))
        .containsExactly(bomb);
  }

  @Test
  void shouldStopTheLargestWhenTheHeapIsFullOfWhatAllMayHold() {
    // Given
    bomb.allocated = 100;
    neighbour.allocated = 90;

    // When / Then
    assertThat(holdings.tooLarge(new Collected(190, Room.NONE), List.of(neighbour, bomb)))
        .containsExactly(bomb);
  }

  @Test
  void shouldStopNobodyWhenTheHeapIsFullOfSomethingElse() {
    // Given
    bomb.allocated = 60;
    neighbour.allocated = 30;

    // When / Then
    assertThat(holdings.tooLarge(new Collected(500, Room.NONE), List.of(neighbour, bomb)))
        .isEmpty();
  }

  @Test
  void shouldSuspectWhoeverAllocatedTooMuchSinceTheLastCollection() {
    // Given
    bomb.allocated = 60;
    after(50);
    bomb.allocated = 111;
    neighbour.allocated = 100;

    // When / Then
    assertThat(holdings.suspects(Room.SCARCE, List.of(bomb, neighbour))).containsExactly(bomb);
    assertThat(holdings.suspects(Room.PLENTY, List.of(bomb, neighbour))).isEmpty();
  }

  @Test
  void shouldSuspectSoonerWhenRoomIsTight() {
    // Given
    bomb.allocated = 100;
    after(1);
    bomb.allocated = 130;
    neighbour.allocated = 60;

    // When / Then
    assertThat(holdings.suspects(Room.TIGHT, List.of(bomb, neighbour))).containsExactly(bomb);
    assertThat(holdings.suspects(Room.SCARCE, List.of(bomb, neighbour))).isEmpty();
  }

  private List<Run> after(long growth) {
    return holdings.tooLarge(new Collected(growth, Room.PLENTY), List.of(bomb, neighbour));
  }
}
