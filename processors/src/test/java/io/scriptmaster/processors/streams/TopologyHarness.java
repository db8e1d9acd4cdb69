package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** A topology in a test driver, with the real catalogue and settings. */
public final class TopologyHarness implements AutoCloseable {

  private final TopicCatalogue topics;
  private final AvroSerdes serdes;
  private final Topology topology;
  private final TopologyTestDriver driver;

  public TopologyHarness(Path stateDirectory, TopologyUnderTest build) {
    this.topics = TopicCatalogue.withDefaultPrefix();
    this.serdes = FakeRegistry.with(topics).serdes();
    Properties properties =
        StreamsApplication.properties(
            new StreamsSettings("localhost:1", stateDirectory, "test-", 1, 1),
            new StreamsProfile("application", true, Duration.ofMillis(100)),
            new DeadLetterRecords(topics, serdes));
    this.topology =
        build.with(topics, serdes).apply(new TopologyConfig(new StreamsConfig(properties)));
    this.driver = new TopologyTestDriver(topology, properties);
  }

  /** Builds the topology that a test is about. */
  public interface TopologyUnderTest {
    Function<TopologyConfig, Topology> with(TopicCatalogue topics, AvroSerdes serdes);
  }

  public TopicCatalogue topics() {
    return topics;
  }

  public AvroSerdes serdes() {
    return serdes;
  }

  public String description() {
    return topology.describe().toString();
  }

  public TopologyTestDriver driver() {
    return driver;
  }

  public <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), Serdes.String().serializer(), serdes.serializer(topic));
  }

  public TestInputTopic<byte[], byte[]> rawInput(Topic<?> topic) {
    return driver.createInputTopic(
        topic.name(), Serdes.ByteArray().serializer(), Serdes.ByteArray().serializer());
  }

  public <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), Serdes.String().deserializer(), serdes.deserializer(topic));
  }

  @Override
  public void close() {
    driver.close();
  }
}
