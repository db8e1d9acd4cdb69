package io.scriptmaster.testkit;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Instant;
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

/** A topology in a test driver, with the real catalogue. */
public final class TopologyHarness implements AutoCloseable {

  private final TopicCatalogue topics;
  private final AvroSerdes serdes;
  private final Topology topology;
  private final TopologyTestDriver driver;

  /**
   * @param settings those that the application has which runs the topology
   */
  public TopologyHarness(SettingsUnderTest settings, TopologyUnderTest build) {
    this(settings, build, Instant.now());
  }

  /**
   * @param start the driver's own time when it begins
   */
  public TopologyHarness(SettingsUnderTest settings, TopologyUnderTest build, Instant start) {
    this.topics = TopicCatalogue.withDefaultPrefix();
    this.serdes = FakeRegistry.with(topics).serdes();
    Properties properties = settings.with(topics, serdes);
    this.topology =
        build.with(topics, serdes).apply(new TopologyConfig(new StreamsConfig(properties)));
    this.driver = new TopologyTestDriver(topology, properties, start);
  }

  /** Gives the settings of Kafka Streams. */
  public interface SettingsUnderTest {
    Properties with(TopicCatalogue topics, AvroSerdes serdes);
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
