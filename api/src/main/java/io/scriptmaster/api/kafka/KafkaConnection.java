package io.scriptmaster.api.kafka;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;

/**
 * Where the API's records go.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param partitions of every topic, as configured for the cluster
 */
public record KafkaConnection(
    String bootstrapServers, TopicCatalogue topics, AvroSerdes serdes, int partitions) {

  public KafkaConnection {
    requireNonNull(bootstrapServers, "bootstrapServers");
    requireNonNull(topics, "topics");
    requireNonNull(serdes, "serdes");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is 1 or more, not " + partitions);
    }
  }
}
