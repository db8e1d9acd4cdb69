package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Cleanup;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One topology at work.
 *
 * <p>A stream thread that fails is replaced: its transaction is aborted and its records are read
 * again. {@link #close} leaves the group at once, so that another instance takes over without
 * waiting for a session to end.
 */
public final class StreamsApplication implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);

  /**
   * After so long, and up to its transaction.abort.timed.out.transaction.cleanup.interval.ms more,
   * the broker ends the transaction of an instance that was killed and did not come back ({@link
   * FormerTransactions}), or is stuck. Until then it holds up whoever reads committed records only,
   * and the partitions that were its own. Must be above the longest time from one commit of a
   * stream thread to the next, or an instance that is only slow is fenced; and not above the
   * broker's transaction.max.timeout.ms.
   */
  private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

  /** A dead letter holds a whole record of a topic, and its origin. */
  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  /** So long the partitions of a killed instance wait for another; the least that brokers allow. */
  private static final int SESSION_TIMEOUT_MILLIS = 6_000;

  /** So soon a partition moves once another instance has caught up with its state; the least. */
  private static final long PROBING_INTERVAL_MILLIS = 60_000;

  /** Few enough to be dealt with until the next poll is due. */
  private static final int MAX_POLL_RECORDS = 10_000;

  /** Of a partition at once: a flood that is only passed over is thousands of records. */
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  /**
   * While definitions are read first, their fetch is under way for so long, and no other is sent.
   */
  private static final int FETCH_WAIT_MILLIS = 100;

  /** So that a commit is a few requests for each partition, not dozens. */
  private static final int BATCH_BYTES = 128 * 1024;

  /** A refused batch is sent again after so long, twice that, and so on, up to a second. */
  private static final int RETRY_MILLIS = 10;

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final String name;
  private final String id;
  private final KafkaStreams streams;
  private final Runnable beforeStart;
  private final Shape shape;
  private final LocalStores localStores;
  private final StoredValues values;
  private final DeadLetterRecords deadLetters;

  private StreamsApplication(
      String name,
      String id,
      KafkaStreams streams,
      Runnable beforeStart,
      Shape shape,
      StoredValues values,
      DeadLetterRecords deadLetters) {
    this.name = name;
    this.id = id;
    this.streams = streams;
    this.beforeStart = beforeStart;
    this.shape = shape;
    this.localStores = new LocalStores(streams);
    this.values = values;
    this.deadLetters = deadLetters;
  }

  /** Builds the topology and the client around it; {@link #start} sets it to work. */
  public static StreamsApplication of(
      StreamsSettings settings,
      StreamsProfile profile,
      TopicCatalogue topics,
      AvroSerdes serdes,
      Function<TopologyConfig, Topology> topology) {
    return of(settings, profile, topics, serdes, new StreamConsumers(), topology);
  }

  /**
   * @param consumers of its stream threads, which the topology knows too
   */
  public static StreamsApplication of(
      StreamsSettings settings,
      StreamsProfile profile,
      TopicCatalogue topics,
      AvroSerdes serdes,
      StreamConsumers consumers,
      Function<TopologyConfig, Topology> topology) {
    DeadLetterRecords deadLetters = new DeadLetterRecords(topics, serdes);
    StreamsConfig config = new StreamsConfig(properties(settings, profile, deadLetters));
    Topology built = topology.apply(new TopologyConfig(config));
    KafkaStreams streams = new KafkaStreams(built, config, consumers.clients(compacted(topics)));
    streams.setUncaughtExceptionHandler(
        new ThreadReplacement(profile.name(), InstantSource.system()));
    return new StreamsApplication(
        profile.name(),
        config.getString(StreamsConfig.APPLICATION_ID_CONFIG),
        streams,
        () -> endFormerTransactions(config, consumers),
        Shape.of(built),
        new StoredValues(topics, serdes),
        deadLetters);
  }

  /** They hold state, which says what to do with the records of the others. */
  private static Set<String> compacted(TopicCatalogue topics) {
    return topics.all().stream()
        .filter(topic -> topic.cleanup() instanceof Cleanup.Compacted)
        .map(Topic::name)
        .collect(Collectors.toSet());
  }

  /** With what Kafka Streams runs a topology; the driver of a test, too. */
  public static Properties properties(
      StreamsSettings settings, StreamsProfile profile, TopicCatalogue topics, AvroSerdes serdes) {
    return properties(settings, profile, new DeadLetterRecords(topics, serdes));
  }

  private static Properties properties(
      StreamsSettings settings, StreamsProfile profile, DeadLetterRecords deadLetters) {
    Properties properties = new Properties();
    properties.put(
        StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationPrefix() + profile.name());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    settings
        .advertised()
        .ifPresent(
            address -> properties.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.toString()));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
    // Not the streams protocol: Kafka 4.3 refuses every change of a topology under it, for ever
    // (docs/decisions/0010).
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        SESSION_TIMEOUT_MILLIS);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        SESSION_TIMEOUT_MILLIS / 4);
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_INTERVAL_MILLIS);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.replicationFactor());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, profile.commitInterval().toMillis());
    // A thread commits between polls, and a poll of a quiet topic lasts this long: 100 ms by
    // default.
    properties.put(
        StreamsConfig.POLL_MS_CONFIG, Math.min(100, profile.commitInterval().toMillis()));
    properties.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        profile.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    // What has to be read first is waited for once a poll (ReadFirst), not once a record.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        FETCH_WAIT_MILLIS);
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecordHandler.class.getName());
    properties.put(UnreadableRecordHandler.DEAD_LETTERS, deadLetters);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    // A broker's own default is 1 MiB, which an event that waits in a store may exceed.
    properties.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), MAX_REQUEST_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MILLIS);
    // Not every client of every language can undo more than gzip, and gzip costs more than it
    // saves.
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
    if (profile.exactlyOnce()) {
      properties.put(
          StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
          TRANSACTION_TIMEOUT_MILLIS);
    }
    return properties;
  }

  private static void endFormerTransactions(StreamsConfig config, StreamConsumers consumers) {
    consumers
        .transactionalId()
        .map(
            id ->
                new FormerTransactions(id, config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG)))
        .ifPresent(
            former -> {
              Admin admin = Admin.create(config.getAdminConfigs("former-transactions"));
              former.end(admin);
              // What is still asked for is not waited for.
              admin.close(Duration.ZERO);
            });
  }

  public void start() {
    beforeStart.run();
    streams.start();
  }

  KafkaStreams streams() {
    return streams;
  }

  /** What is at work in this process. */
  LocalStores localStores() {
    return localStores;
  }

  /**
   * All values of a store, of the partitions that are at work in this process.
   *
   * @throws InvalidStateStoreException while they are moving
   */
  public <V> List<V> valuesHere(String store) {
    return localStores.values(store);
  }

  /** What Kafka measures of it: many thousands, and not the same from moment to moment. */
  public Collection<? extends Metric> measurements() {
    return streams.metrics().values();
  }

  /** How many records were set aside because no source could read them. */
  public long unreadable() {
    return deadLetters.made();
  }

  /** How the values of its stores travel. */
  StoredValues values() {
    return values;
  }

  public String name() {
    return name;
  }

  /** The application id: all instances of it share the work. */
  String id() {
    return id;
  }

  /** It has joined its group and all its tasks are restored. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** The number of partitions that are at work here, each with all parts of the topology. */
  public int activePartitions() {
    int tasks =
        streams.metadataForLocalThreads().stream()
            .mapToInt(thread -> thread.activeTasks().size())
            .sum();
    return tasks / shape.parts();
  }

  /**
   * The number of partitions that some instance has at work, as far as this one has heard; always 0
   * where no address is advertised.
   */
  public int ownedPartitions() {
    try {
      long owned =
          streams.metadataForAllStreamsClients().stream()
              .flatMap(client -> client.topicPartitions().stream())
              .distinct()
              .count();
      return (int) owned / shape.sources();
    } catch (IllegalStateException | StreamsNotStartedException e) {
      return 0;
    }
  }

  @Override
  public void close() {
    boolean closed =
        streams.close(
            CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(CLOSE_TIMEOUT));
    if (!closed) {
      LOG.warn(
          "{} did not close within {}; what it had not committed is read again.",
          name,
          CLOSE_TIMEOUT);
    }
  }

  /**
   * How many tasks and topics make up one partition.
   *
   * @param parts sub-topologies, each a task per partition
   * @param sources topics that they read
   */
  private record Shape(int parts, int sources) {

    static Shape of(Topology topology) {
      var parts = topology.describe().subtopologies();
      long sources =
          parts.stream()
              .flatMap(part -> part.nodes().stream())
              .filter(TopologyDescription.Source.class::isInstance)
              .flatMap(node -> ((TopologyDescription.Source) node).topicSet().stream())
              .distinct()
              .count();
      return new Shape(parts.size(), (int) sources);
    }
  }
}
