package io.scriptmaster.processors.streams;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of a stream thread. Whatever it has written is committed only while the thread's
 * consumer is in its group, and with certainty or not at all ({@link TransactionFence}).
 *
 * <p>What fences an instance that was thought dead is the broker's look at who commits offsets, and
 * {@link KafkaProducer#sendOffsetsToTransaction} sends nothing where there are none. There are none
 * when a thread has taken over partitions and read nothing yet, while it already writes: what was
 * pending. So where a thread would commit records without offsets, this commits again what is
 * committed already.
 */
final class FencedProducer extends KafkaProducer<byte[], byte[]> {

  private final StreamConsumers consumers;
  private final TransactionFence fence = new TransactionFence();

  FencedProducer(Map<String, Object> settings, StreamConsumers consumers) {
    super(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.consumers = consumers;
  }

  @Override
  public void beginTransaction() {
    fence.begins();
    super.beginTransaction();
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    fence.writes();
    return super.send(record, callback);
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    TransactionFence.commits(
        () ->
            super.sendOffsetsToTransaction(
                fence.offsets(offsets, () -> consumers.ofThisThread().committedAlready()), group));
  }

  @Override
  public void commitTransaction() {
    TransactionFence.commits(super::commitTransaction);
    fence.ends();
  }

  @Override
  public void abortTransaction() {
    fence.aborts();
    super.abortTransaction();
  }
}
