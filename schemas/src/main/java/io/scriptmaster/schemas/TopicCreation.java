package io.scriptmaster.schemas;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.scriptmaster.schemas.Cleanup.Compacted;
import io.scriptmaster.schemas.Cleanup.CompactedAndRetained;
import io.scriptmaster.schemas.Cleanup.Retained;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics of a catalogue that are missing, all with the same number of partitions.
 *
 * <p>Idempotent. Refuses a cluster whose topics already have another number of partitions: a
 * tenant's records would no longer be on one partition number.
 */
public final class TopicCreation {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);

  private static final long TIMEOUT_SECONDS = 60;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Admin admin;
  private final int partitions;
  private final short replicationFactor;

  public TopicCreation(Admin admin, int partitions, short replicationFactor) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions is 1 or more, not " + partitions);
    }
    this.admin = admin;
    this.partitions = partitions;
    this.replicationFactor = replicationFactor;
  }

  /**
   * Creates what is missing. Others may do so at the same time, and the brokers may just be
   * starting: for a minute it tries again.
   *
   * @return the number of topics created
   * @throws IllegalStateException where a topic exists with another number of partitions, or Kafka
   *     does not answer
   */
  public int create(TopicCatalogue catalogue) {
    long deadline = System.nanoTime() + SECONDS.toNanos(TIMEOUT_SECONDS);
    try {
      while (true) {
        try {
          return createMissing(catalogue);
        } catch (ExecutionException e) {
          if (!passes(e.getCause()) || System.nanoTime() > deadline) {
            throw e;
          }
          LOG.info("The topics could not be created and are tried again: {}", e.getMessage());
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("could not create the topics: " + e.getMessage(), e);
    }
  }

  /**
   * Somebody else was faster, or the broker is put out because it was not heard of for a moment.
   */
  private static boolean passes(Throwable failure) {
    return failure instanceof TopicExistsException
        || failure instanceof RetriableException
        || failure instanceof InvalidReplicationFactorException
            && String.valueOf(failure.getMessage()).contains("fenced");
  }

  private int createMissing(TopicCatalogue catalogue)
      throws InterruptedException, ExecutionException, TimeoutException {
    Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, SECONDS);
    List<NewTopic> missing =
        catalogue.all().stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(this::newTopic)
            .toList();
    admin.createTopics(missing).all().get(TIMEOUT_SECONDS, SECONDS);
    requireSamePartitions(
        catalogue.all().stream()
            .map(Topic::name)
            .filter(existing::contains)
            .collect(Collectors.toSet()));
    return missing.size();
  }

  private void requireSamePartitions(Set<String> names)
      throws InterruptedException, ExecutionException, TimeoutException {
    admin
        .describeTopics(names)
        .allTopicNames()
        .get(TIMEOUT_SECONDS, SECONDS)
        .forEach(
            (name, description) -> {
              if (description.partitions().size() != partitions) {
                throw new IllegalStateException(
                    "topic %s has %d partitions and %d are configured; the number can not change while data is there"
                        .formatted(name, description.partitions().size(), partitions));
              }
            });
  }

  private NewTopic newTopic(Topic<?> topic) {
    return new NewTopic(topic.name(), partitions, replicationFactor).configs(configs(topic));
  }

  private static Map<String, String> configs(Topic<?> topic) {
    Map<String, String> configs = new HashMap<>();
    configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(topic.maxBytes()));
    configs.put(
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        switch (topic.authors()) {
          case PLATFORM -> "CreateTime";
          case PRODUCERS -> "LogAppendTime";
        });
    switch (topic.cleanup()) {
      case Compacted() ->
          configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
      case CompactedAndRetained(var retention) -> {
        configs.put(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
      }
      case Retained(var retention) -> {
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
      }
    }
    return configs;
  }
}
