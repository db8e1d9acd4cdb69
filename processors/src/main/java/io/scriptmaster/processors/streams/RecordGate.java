package io.scriptmaster.processors.streams;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Stands before a partition: sees its records as they are polled, before Kafka Streams copies and
 * sorts them. On the stream thread that owns the partition.
 */
public interface RecordGate {

  /**
   * Keeps back those that are not to be processed.
   *
   * @param polled in the order of their offsets; not empty
   * @return those that pass, in the same order
   */
  List<ConsumerRecord<byte[], byte[]>> pass(List<ConsumerRecord<byte[], byte[]>> polled);
}
