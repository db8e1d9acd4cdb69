package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TransactionFenceTest {

  private static final Map<TopicPartition, OffsetAndMetadata> NEW = offset(5);
  private static final Map<TopicPartition, OffsetAndMetadata> ALREADY = offset(3);

  private final TransactionFence fence = new TransactionFence();

  @Test
  void shouldSendWhatIsOffered() {
    fence.begins();
    fence.writes();

    assertThat(fence.offsets(NEW, () -> ALREADY)).isEqualTo(NEW);
  }

  @Test
  void shouldSendWhatIsCommittedAlreadyWhereRecordsWouldGoWithoutOffsets() {
    fence.begins();
    fence.writes();

    assertThat(fence.offsets(Map.of(), () -> ALREADY)).isEqualTo(ALREADY);
  }

  @Test
  void shouldSendNothingWithATransactionWithoutRecords() {
    fence.begins();
    fence.writes();
    fence.begins();

    assertThat(fence.offsets(Map.of(), () -> ALREADY)).isEmpty();
  }

  @Test
  void shouldSendOffsetsOnceThatDoNotChange() {
    fence.begins();
    assertThat(fence.offsets(NEW, () -> ALREADY)).isEqualTo(NEW);
    fence.begins();
    assertThat(fence.offsets(NEW, () -> ALREADY)).as("the first was not committed").isEqualTo(NEW);
    fence.ends();

    fence.begins();
    assertThat(fence.offsets(NEW, () -> ALREADY)).isEmpty();
    fence.begins();
    fence.writes();
    assertThat(fence.offsets(NEW, () -> ALREADY)).as("with records").isEqualTo(NEW);
    fence.begins();
    assertThat(fence.offsets(offset(6), () -> ALREADY)).isEqualTo(offset(6));
  }

  @Test
  void shouldNotLetOldOffsetsFollowNewOnesIntoTheSameTransaction() {
    fence.begins();
    fence.writes();
    fence.offsets(NEW, () -> ALREADY);

    assertThat(fence.offsets(Map.of(), () -> ALREADY)).isEmpty();
    fence.begins();
    fence.writes();
    assertThat(fence.offsets(Map.of(), () -> ALREADY)).isEqualTo(ALREADY);
  }

  @Test
  void shouldGiveUpAllTasksWhereItIsNotKnownWhetherTheyAreCommitted() {
    assertThatThrownBy(
            () ->
                TransactionFence.commits(
                    () -> {
                      throw new TimeoutException("60 s");
                    }))
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("60 s")
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void shouldBeginNothingAfterWhatItsTasksWroteWasAborted() {
    fence.begins();
    fence.writes();
    fence.aborts();

    assertThatThrownBy(fence::begins)
        .isInstanceOf(ProducerFencedException.class)
        .hasMessageContaining("aborted");
  }

  private static Map<TopicPartition, OffsetAndMetadata> offset(long offset) {
    return Map.of(new TopicPartition("events", 1), new OffsetAndMetadata(offset));
  }
}
