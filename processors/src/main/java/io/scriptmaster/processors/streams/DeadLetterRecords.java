package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Makes records of {@code dead-letters} where no topology writes them: for records that can not
 * enter one.
 */
final class DeadLetterRecords {

  private final Topic<DeadLetter> topic;
  private final Serializer<DeadLetter> serializer;

  DeadLetterRecords(TopicCatalogue topics, AvroSerdes serdes) {
    this.topic = topics.deadLetters();
    this.serializer = serdes.serializer(topic);
  }

  ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    byte[] key = letter.getTenant() == null ? null : letter.getTenant().getBytes(UTF_8);
    return new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), letter));
  }
}
