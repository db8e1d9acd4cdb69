package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer whose poll any thread can cut short.
 *
 * <p>{@link KafkaConsumer#wakeup} alone will not do: called between two polls it makes the next
 * call throw, whichever that is. Here it is called during a poll only, and if it came too late for
 * that poll it is taken back before the poll returns.
 */
final class WakeableConsumer extends KafkaConsumer<byte[], byte[]> {

  private final StreamWakeUps wakeUps;

  // Guarded by this.
  private boolean polling;
  private boolean woken;
  private boolean wanted;

  WakeableConsumer(Map<String, Object> settings, StreamWakeUps wakeUps) {
    super(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.wakeUps = wakeUps;
  }

  /** Makes the poll under way, or else the next one, return without waiting. Any thread. */
  synchronized void wake() {
    if (polling && !woken) {
      woken = true;
      super.wakeup();
    } else if (!polling) {
      wanted = true;
    }
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    wakeUps.pollsOnThisThread(this);
    ConsumerRecords<byte[], byte[]> records;
    try {
      records = super.poll(begin() ? Duration.ZERO : timeout);
    } catch (WakeupException e) {
      end(true);
      return ConsumerRecords.empty();
    }
    if (end(false)) {
      takeBack();
    }
    return records;
  }

  private synchronized boolean begin() {
    polling = true;
    woken = false;
    boolean atOnce = wanted;
    wanted = false;
    return atOnce;
  }

  /**
   * @return whether a wake-up is still on its way to the next call
   */
  private synchronized boolean end(boolean thrown) {
    polling = false;
    return woken && !thrown;
  }

  private void takeBack() {
    try {
      // Throws before it looks for records.
      super.poll(Duration.ZERO);
      throw new IllegalStateException("the consumer forgot a wake-up");
    } catch (WakeupException taken) {
      // As it should be.
    }
  }
}
