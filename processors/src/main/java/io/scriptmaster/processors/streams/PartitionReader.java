package io.scriptmaster.processors.streams;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads one partition again, apart from the application's own consumer. One thread. */
public interface PartitionReader extends AutoCloseable {

  /**
   * The committed records that have arrived from the offset on, in order; does not wait. Empty
   * where none has arrived yet: to be asked again.
   *
   * @throws RecordsGoneException where the topic has forgotten the offset
   */
  List<ConsumerRecord<byte[], byte[]>> read(long offset);

  @Override
  void close();

  /** Opens readers. */
  @FunctionalInterface
  interface Opener {
    PartitionReader open(String topic, int partition);
  }
}
