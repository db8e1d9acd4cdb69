package io.scriptmaster.standalone;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.KillableCluster;
import io.scriptmaster.testkit.TopicReader;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Waits for executions to be committed. */
final class ExecutionWatch implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** An execution that is run a second time is there by then. */
  private static final Duration QUIET = Duration.ofSeconds(4);

  private final TopicReader<Execution> reader;

  ExecutionWatch(KillableCluster cluster) {
    this.reader =
        TopicReader.of(
            cluster.bootstrapServers(),
            cluster.serdes(),
            TopicCatalogue.withDefaultPrefix().executions());
  }

  /** All that are committed now, in the order of each partition. */
  List<ConsumerRecord<String, Execution>> now() {
    return reader.readToEnd();
  }

  /**
   * Waits until so many records are there and no more come, or none has come for so long.
   *
   * @return all records
   */
  List<ConsumerRecord<String, Execution>> awaitQuiet(int count, Duration stuckAfter)
      throws InterruptedException {
    int size = now().size();
    long lastChange = System.nanoTime();
    while (true) {
      Thread.sleep(PAUSE);
      int newSize = now().size();
      if (newSize != size) {
        size = newSize;
        lastChange = System.nanoTime();
      }
      Duration still = Duration.ofNanos(System.nanoTime() - lastChange);
      if (still.compareTo(size >= count ? QUIET : stuckAfter) > 0) {
        return now();
      }
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
