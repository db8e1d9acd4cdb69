package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The consumer of a stream thread. Any thread can cut its poll short; what has to be read first is
 * ({@link ReadFirst}); and a partition may have a gate ({@link RecordGate}).
 *
 * <p>{@link KafkaConsumer#wakeup} will not do: it makes whatever call comes next throw, and within
 * a poll that may be one of the assignor, which takes it for a failure of the broker. So a poll is
 * made of short ones, and ends between two of them.
 */
final class StreamConsumer extends KafkaConsumer<byte[], byte[]> {

  /** While somebody may want to wake it soon. */
  private static final Duration SHORT = Duration.ofMillis(1);

  private static final Duration LONG = Duration.ofMillis(20);

  /**
   * A thread that waits longer serves none of its tasks; and the leader of a group, which asks
   * within a rebalance, is not heard of meanwhile: well below the session.
   */
  private static final Duration LOOK_AT_COMMITTED = Duration.ofSeconds(2);

  /** Enough for an answer that is there. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final StreamConsumers consumers;
  private final ReadFirst readFirst;

  /** Paused by this class, for the poll under way alone. */
  private final Set<TopicPartition> held = new HashSet<>();

  /** Since the last poll; another answer that is not there is not waited for. */
  private boolean lookedInVain;

  private volatile boolean woken;

  StreamConsumer(Map<String, Object> settings, StreamConsumers consumers, Set<String> readFirst) {
    super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.consumers = consumers;
    this.readFirst = new ReadFirst(readFirst);
  }

  /** Makes the poll under way, or else the next one, return soon. Any thread. */
  void wake() {
    woken = true;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    consumers.pollsOnThisThread(this);
    lookedInVain = false;
    long end = System.nanoTime() + timeout.toNanos();
    ConsumerRecords<byte[], byte[]> records;
    do {
      records = pollWhatIsNotHeld(part(end - System.nanoTime()));
      // A poll without records may still have moved on, past the marks of transactions.
    } while (records.nextOffsets().isEmpty() && !wasWoken() && System.nanoTime() - end < 0);
    return passGates(records);
  }

  private ConsumerRecords<byte[], byte[]> pollWhatIsNotHeld(Duration timeout) {
    hold();
    try {
      return super.poll(timeout);
    } finally {
      letGo();
    }
  }

  /**
   * For one poll only, so that Kafka Streams, which pauses partitions too, need not know. What it
   * has paused is not asked about: the consumer would keep the answer, and it may be restored for
   * long.
   */
  private void hold() {
    Set<TopicPartition> read = new HashSet<>(assignment());
    read.removeAll(paused());
    held.addAll(readFirst.waiting(read, this::currentLag));
    if (!held.isEmpty()) {
      super.pause(held);
    }
  }

  private void letGo() {
    if (!held.isEmpty()) {
      // The poll may have been the one that took partitions away.
      held.retainAll(assignment());
      super.resume(held);
      held.clear();
    }
  }

  /** Kafka Streams does so within a poll, when partitions are assigned: it stays paused after. */
  @Override
  public void pause(Collection<TopicPartition> partitions) {
    held.removeAll(Set.copyOf(partitions));
    super.pause(partitions);
  }

  private ConsumerRecords<byte[], byte[]> passGates(ConsumerRecords<byte[], byte[]> polled) {
    Map<TopicPartition, RecordGate> gates = consumers.gatesOfThisThread();
    if (gates.isEmpty() || polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> passed = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      RecordGate gate = gates.get(partition);
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      List<ConsumerRecord<byte[], byte[]>> through = gate == null ? records : gate.pass(records);
      if (!through.isEmpty()) {
        passed.put(partition, through);
      }
    }
    return new ConsumerRecords<>(passed, polled.nextOffsets());
  }

  /**
   * As Kafka Streams asks: for each partition that it takes over one after another, and for all
   * that stores are restored from. While the transaction of somebody who was killed is open there
   * is no answer for its partitions; Kafka Streams goes on without, and asks again later.
   *
   * @throws TimeoutException where there is none soon
   */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    try {
      return committed(partitions, lookedInVain ? LOOK_AGAIN : LOOK_AT_COMMITTED);
    } catch (TimeoutException e) {
      lookedInVain = true;
      throw e;
    }
  }

  /**
   * Where the group stands in one of this consumer's partitions: an offset that changes nothing
   * when it is committed again, since nobody else may commit one of a partition that is owned here.
   * None without partitions.
   *
   * @throws TimeoutException where the broker does not answer soon
   */
  Map<TopicPartition, OffsetAndMetadata> committedAlready() {
    Set<TopicPartition> asked = new HashSet<>(assignment());
    // Those are at work. One that is being restored may still be held by its former owner's
    // transaction, and the answer would wait for that.
    asked.removeAll(paused());
    if (asked.isEmpty()) {
      asked = assignment();
    }
    for (Map.Entry<TopicPartition, OffsetAndMetadata> known :
        committed(asked, LOOK_AT_COMMITTED).entrySet()) {
      if (known.getValue() != null) {
        return Map.of(known.getKey(), known.getValue());
      }
    }
    // A group that has never committed any starts here.
    return beginningOffsets(asked.stream().limit(1).toList(), LOOK_AT_COMMITTED).entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, start -> new OffsetAndMetadata(start.getValue())));
  }

  /** What comes after this look is for the next poll. */
  private boolean wasWoken() {
    boolean was = woken;
    if (was) {
      woken = false;
    }
    return was;
  }

  private Duration part(long nanosLeft) {
    if (nanosLeft <= 0) {
      return Duration.ZERO;
    }
    // Also when it was woken: the thread looks for what there is to do once in a millisecond.
    Duration part = woken || consumers.isBusy() ? SHORT : LONG;
    return part.toNanos() < nanosLeft ? part : Duration.ofNanos(nanosLeft);
  }
}
