package io.scriptmaster.processors.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What the transaction of a stream thread has been through, and so what has to be sent with it and
 * what may follow it. Where a thread can not go on safely it throws what makes Kafka Streams close
 * all of the thread's tasks, forget their state and begin again with a new producer.
 */
final class TransactionFence {

  /** By this thread, of each partition the last. */
  private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

  private Map<TopicPartition, OffsetAndMetadata> sent = Map.of();
  private boolean hasWritten;
  private boolean hasOffsets;
  private boolean wasAborted;

  /**
   * @throws ProducerFencedException where an earlier transaction was aborted: with one task's
   *     writes it undid those of all tasks of the thread, which go on as if it had not (Kafka 4.3.1
   *     RecordCollectorImpl.closeDirty)
   */
  void begins() {
    if (wasAborted) {
      throw new ProducerFencedException(
          "an earlier transaction of this thread was aborted; its tasks begin again from what is committed");
    }
    hasWritten = false;
    hasOffsets = false;
    sent = Map.of();
  }

  void writes() {
    hasWritten = true;
  }

  void aborts() {
    wasAborted = true;
  }

  /** The transaction is committed. */
  void ends() {
    committed.putAll(sent);
  }

  /**
   * What is to be sent for what Kafka Streams offers: nothing where that would change nothing, and
   * so begin no transaction at the broker. Tasks that look at the clock many times a second are
   * committed as often, also when nothing comes in.
   *
   * @param committedAlready what changes nothing when it is committed again; asked for where
   *     records would be committed without any offset
   */
  Map<TopicPartition, OffsetAndMetadata> offsets(
      Map<TopicPartition, OffsetAndMetadata> offered,
      Supplier<Map<TopicPartition, OffsetAndMetadata>> committedAlready) {
    if (!hasWritten && committed.entrySet().containsAll(offered.entrySet())) {
      return Map.of();
    }
    if (!offered.isEmpty()) {
      hasOffsets = true;
      sent = offered;
      return offered;
    }
    // What is committed already must not follow newer offsets into the same transaction.
    return hasOffsets ? Map.of() : committedAlready.get();
  }

  /**
   * Runs a step of a commit.
   *
   * @throws CommitFailedException where it is not known what became of it. Kafka Streams would give
   *     up those tasks alone that had offsets in it, and keep the state of all others
   *     (TaskExecutor.commitOffsetsOrTransaction); a new producer's start settles it for all
   */
  static void commits(Runnable step) {
    try {
      step.run();
    } catch (TimeoutException e) {
      CommitFailedException unknown =
          new CommitFailedException(
              "it is not known whether the transaction is committed; the tasks begin again from what is: "
                  + e.getMessage());
      unknown.initCause(e);
      throw unknown;
    }
  }
}
