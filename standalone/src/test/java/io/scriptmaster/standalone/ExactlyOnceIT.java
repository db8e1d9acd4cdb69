package io.scriptmaster.standalone;

import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.Guarantee;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import io.scriptmaster.testkit.guarantees.Workload;
import io.scriptmaster.testkit.guarantees.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty tenants send events to two instances that are killed again and again: all guarantees hold.
 *
 * <p>The long form also kills the broker and suspends an instance for half a minute: {@code
 * -Dscriptmaster.events=100000 -Dscriptmaster.kills=10 -Dscriptmaster.everySeconds=15}. With {@code
 * -Dscriptmaster.brokerToo} the broker is killed after each instance.
 */
class ExactlyOnceIT {

  private static final int EVENTS = Integer.getInteger("scriptmaster.events", 3_000);
  private static final int KILLS = Integer.getInteger("scriptmaster.kills", 2);
  private static final Duration BETWEEN_KILLS =
      Duration.ofSeconds(Integer.getInteger("scriptmaster.everySeconds", 6));
  private static final boolean LONG = KILLS > 2;
  private static final boolean BROKER_EACH_TIME = Boolean.getBoolean("scriptmaster.brokerToo");
  private static final int PARTITIONS = 8;
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  /** Kept where it fails: the logs of broker and instances tell why. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path data;

  @Test
  void shouldHoldAllGuaranteesWhileInstancesAreKilled() throws Exception {
    try (RunningInstances running =
        RunningInstances.start(data, 2, PARTITIONS, RunningServe.SMALL_HEAP)) {
      ScoringTenants tenants = new ScoringTenants(20, EVENTS, 42);
      tenants.createAt(running);
      Workload workload = tenants.workload();

      Thread producing = Thread.ofVirtual().start(() -> produce(running, workload));
      disturb(running);
      producing.join();
      running.instances().awaitReady();

      int expected = workload.executions().size();
      try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
        long started = System.nanoTime();
        int found = watch.awaitQuiet(expected, Duration.ofSeconds(60)).size();
        System.out.printf(
            "ExactlyOnceIT: %d events, %d executions of %d, quiet %.1f s after the last kill%n",
            EVENTS, found, expected, (System.nanoTime() - started) / 1e9);
      }
      Guarantee.holdAll(
          workload,
          Written.read(
              running.cluster().bootstrapServers(),
              running.cluster().serdes(),
              TOPICS,
              PARTITIONS,
              values(running, tenants)));
    }
  }

  /** Over the whole time of the kills. */
  private static void produce(RunningInstances running, Workload workload) {
    List<ProducedEvent> events = workload.produced();
    long nanosPerEvent = BETWEEN_KILLS.multipliedBy(KILLS).toNanos() / events.size();
    long started = System.nanoTime();
    try (TriggerProducer producer =
        new TriggerProducer(
            running.cluster().bootstrapServers(),
            running.cluster().serdes(),
            TOPICS.triggerEvents())) {
      for (int n = 0; n < events.size(); n++) {
        ProducedEvent event = events.get(n);
        if (ScoringTenants.isMisplaced(event)) {
          producer.misplace(event, n % PARTITIONS);
        } else {
          producer.send(event);
        }
        sleepUntil(started + n * nanosPerEvent);
      }
      producer.flush();
    }
  }

  private static void disturb(RunningInstances running) throws InterruptedException {
    for (int kill = 0; kill < KILLS; kill++) {
      Thread.sleep(BETWEEN_KILLS);
      running.instances().killAndRestart(kill % 2);
      if (LONG && (kill == KILLS / 3 || BROKER_EACH_TIME)) {
        if (BROKER_EACH_TIME) {
          Thread.sleep(ThreadLocalRandom.current().nextInt((int) BETWEEN_KILLS.toMillis() / 2));
        }
        running.cluster().killBroker();
        running.cluster().startBroker();
        // One that was starting gives up where no broker answers.
        running.instances().startEndedAgain();
      }
      if (LONG && kill == 2 * KILLS / 3) {
        running.instances().awaitReady();
        running.instances().suspend((kill + 1) % 2);
        Thread.sleep(Duration.ofSeconds(30));
        running.instances().resume((kill + 1) % 2);
      }
    }
  }

  private static Map<String, String> values(RunningInstances running, ScoringTenants tenants) {
    Map<String, String> values = new HashMap<>();
    tenants.names().forEach(tenant -> values.putAll(running.values(tenant)));
    return values;
  }

  private static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    if (left > 2_000_000) {
      try {
        Thread.sleep(Duration.ofNanos(left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
