package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes records of {@code dead-letters} where no topology writes them: for records that can not
 * enter one.
 */
final class DeadLetterRecords {

  private final Topic<DeadLetter> topic;
  private final Serializer<DeadLetter> serializer;
  private final LongAdder made = new LongAdder();

  DeadLetterRecords(TopicCatalogue topics, AvroSerdes serdes) {
    this.topic = topics.deadLetters();
    this.serializer = serdes.serializer(topic);
  }

  /** How many; what an aborted transaction had written counts once more. */
  long made() {
    return made.sum();
  }

  ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    made.increment();
    byte[] key = letter.getTenant() == null ? null : letter.getTenant().getBytes(UTF_8);
    return new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), letter));
  }
}
