package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer whose poll any thread can cut short.
 *
 * <p>{@link KafkaConsumer#wakeup} will not do: it makes whatever call comes next throw, and within
 * a poll that may be one of the assignor, which takes it for a failure of the broker. So a poll is
 * made of short ones, and ends between two of them.
 */
final class WakeableConsumer extends KafkaConsumer<byte[], byte[]> {

  /** While somebody may want to wake it soon. */
  private static final Duration SHORT = Duration.ofMillis(1);

  private static final Duration LONG = Duration.ofMillis(20);

  private final StreamWakeUps wakeUps;
  private volatile boolean woken;

  WakeableConsumer(Map<String, Object> settings, StreamWakeUps wakeUps) {
    super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.wakeUps = wakeUps;
  }

  /** Makes the poll under way, or else the next one, return soon. Any thread. */
  void wake() {
    woken = true;
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    wakeUps.pollsOnThisThread(this);
    long end = System.nanoTime() + timeout.toNanos();
    ConsumerRecords<byte[], byte[]> records;
    do {
      records = super.poll(part(end - System.nanoTime()));
    } while (records.isEmpty() && !wasWoken() && System.nanoTime() - end < 0);
    return records;
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
    Duration part = woken || wakeUps.isBusy() ? SHORT : LONG;
    return part.toNanos() < nanosLeft ? part : Duration.ofNanos(nanosLeft);
  }
}
