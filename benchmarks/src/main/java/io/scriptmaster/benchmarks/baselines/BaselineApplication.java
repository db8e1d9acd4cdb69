package io.scriptmaster.benchmarks.baselines;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/** The process of a baseline: prints {@link #READY} when its tasks run, and runs until killed. */
public final class BaselineApplication {

  public static final String READY = "baseline is ready";

  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
  private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;
  private static final int SESSION_TIMEOUT_MILLIS = 6_000;
  private static final int COMMIT_MILLIS = 100;
  private static final int MAX_POLL_RECORDS = 50_000;
  private static final int FETCH_BYTES = 4 * 1024 * 1024;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int RETRY_MILLIS = 10;
  private static final int SCHEMAS_CACHED = 1_000;

  private BaselineApplication() {}

  /** {@code name bootstrap-servers registry-url state-folder threads workload emit}. */
  public static void main(String[] arguments) throws InterruptedException {
    String name = arguments[0];
    StreamsConfig config =
        new StreamsConfig(
            properties(name, arguments[1], arguments[3], Integer.parseInt(arguments[4])));
    TopicCatalogue topics = topics(name);
    KafkaStreams streams =
        new KafkaStreams(
            topology(
                config,
                topics,
                new AvroSerdes(new CachedSchemaRegistryClient(arguments[2], SCHEMAS_CACHED)),
                name,
                Workload.valueOf(arguments[5]),
                Boolean.parseBoolean(arguments[6])),
            config);
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            System.out.println(READY);
          }
        });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    new CountDownLatch(1).await();
  }

  /** Each baseline has topics of its own. */
  public static TopicCatalogue topics(String name) {
    return new TopicCatalogue(name + ".");
  }

  private static Topology topology(
      StreamsConfig config,
      TopicCatalogue topics,
      AvroSerdes serdes,
      String name,
      Workload workload,
      boolean emit) {
    TopologyConfig topologyConfig = new TopologyConfig(config);
    return name.equals("pass-through")
        ? PassThroughTopology.build(topologyConfig, topics)
        : JavaTopology.build(topologyConfig, topics, serdes, workload, emit);
  }

  /** As the executions application of the platform has them: {@code StreamsApplication}. */
  private static Properties properties(
      String name, String bootstrapServers, String stateFolder, int threads) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "baseline-" + name);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder);
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        SESSION_TIMEOUT_MILLIS);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        SESSION_TIMEOUT_MILLIS / 4);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
    properties.put(StreamsConfig.POLL_MS_CONFIG, COMMIT_MILLIS);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MILLIS);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MILLIS);
    return properties;
  }
}
