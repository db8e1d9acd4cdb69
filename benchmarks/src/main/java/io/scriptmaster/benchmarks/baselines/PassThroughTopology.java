package io.scriptmaster.benchmarks.baselines;

import io.scriptmaster.schemas.TopicCatalogue;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** The bytes of {@code trigger-events} to {@code executions}: what Kafka Streams costs alone. */
final class PassThroughTopology {

  private PassThroughTopology() {}

  static Topology build(TopologyConfig config, TopicCatalogue topics) {
    StreamsBuilder builder = new StreamsBuilder(config);
    builder.stream(
            topics.triggerEvents().name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read"))
        .to(
            topics.executions().name(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("write"));
    return builder.build();
  }
}
