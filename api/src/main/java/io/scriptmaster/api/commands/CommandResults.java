package io.scriptmaster.api.commands;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all committed verdicts from now on, on a thread of its own.
 *
 * <p>Every instance of the API reads all partitions, without a group: it can not know where its
 * commands are decided.
 */
final class CommandResults implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CommandResults.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Deserializer<CommandResult> decoder;
  private final Topic<CommandResult> topic;
  private final Consumer<CommandResult> listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("api-command-results").daemon().unstarted(this::run);

  private CommandResults(KafkaConnection kafka, Consumer<CommandResult> listener) {
    this.topic = kafka.topics().commandResults();
    this.decoder = kafka.serdes().deserializer(topic);
    this.consumer =
        new KafkaConsumer<>(
            settings(kafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.listener = listener;
  }

  /**
   * Starts to read. Every verdict that is decided after the return reaches the listener.
   *
   * @throws org.apache.kafka.common.KafkaException where the broker does not answer
   */
  static CommandResults listen(KafkaConnection kafka, Consumer<CommandResult> listener) {
    CommandResults results = new CommandResults(kafka, listener);
    try {
      results.seekToEnd(kafka.partitions());
    } catch (RuntimeException e) {
      results.consumer.close();
      throw e;
    }
    results.thread.start();
    return results;
  }

  private void seekToEnd(int partitions) {
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(number -> new TopicPartition(topic.name(), number))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    // Seeking is lazy: asking for the position is what makes it happen.
    all.forEach(consumer::position);
  }

  private void run() {
    try (consumer) {
      while (closing.getCount() > 0) {
        pollOnce();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pollOnce() throws InterruptedException {
    try {
      consumer.poll(POLL).forEach(this::deliver);
    } catch (WakeupException e) {
      LOG.debug("The reader of command results was woken to close");
    } catch (RuntimeException e) {
      LOG.warn("Command results could not be read; trying again in {}", POLL, e);
      boolean closed = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("Waited before reading command results again, closed: {}", closed);
    }
  }

  private void deliver(ConsumerRecord<String, byte[]> record) {
    try {
      listener.accept(decoder.deserialize(topic.name(), record.value()));
    } catch (RuntimeException e) {
      LOG.warn(
          "Skipped an unreadable command result at {}-{}", record.partition(), record.offset(), e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    consumer.wakeup();
    try {
      if (!thread.join(CLOSE_TIMEOUT)) {
        LOG.warn("The reader of command results did not end within {}", CLOSE_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "scriptmaster-api-results",
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        500,
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        30_000);
  }
}
