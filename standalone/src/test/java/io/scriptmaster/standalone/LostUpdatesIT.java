package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.Cause;
import io.scriptmaster.testkit.guarantees.ExpectedExecution;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Name;
import io.scriptmaster.testkit.guarantees.ExpectedValue;
import io.scriptmaster.testkit.guarantees.Guarantee;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import io.scriptmaster.testkit.guarantees.Workload;
import io.scriptmaster.testkit.guarantees.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Executions that run side by side read a value and write it back, one more: no update is lost.
 *
 * <p>{@code -Dscriptmaster.lostUpdates.events=50000} runs the long form.
 */
class LostUpdatesIT {

  private static final int EVENTS = Integer.getInteger("scriptmaster.lostUpdates.events", 5_000);
  private static final int KEYS = 5;
  private static final String TENANT = "contended";
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  private static final String SOURCE =
      """
      const k = event.payload.k;
      const n = (await sm.values.get(k)) ?? 0;
      await sm.values.set(k, n + 1);
      """;

  @TempDir private Path data;

  @Test
  void shouldLoseNoUpdateOfExecutionsThatRunSideBySide() throws Exception {
    try (RunningInstances running = RunningInstances.start(data, 1, 3, "-Xmx1g")) {
      running.createTenant(TENANT);
      running.createScript(TENANT, "increment", "number.added", SOURCE, "{}");
      Workload workload = workload();

      long started = System.nanoTime();
      try (TriggerProducer producer =
          new TriggerProducer(
              running.cluster().bootstrapServers(),
              running.cluster().serdes(),
              TOPICS.triggerEvents())) {
        workload.produced().forEach(producer::send);
        producer.flush();
      }
      List<ConsumerRecord<String, Execution>> executions;
      try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
        executions = watch.awaitQuiet(EVENTS, Duration.ofSeconds(60));
      }

      Guarantee.holdAll(
          workload,
          Written.read(
              running.cluster().bootstrapServers(),
              running.cluster().serdes(),
              TOPICS,
              running.partitions(),
              running.values(TENANT)));
      assertThat(executions).hasSize(EVENTS);
      report(executions, started);
    }
  }

  private static Workload workload() {
    Workload workload = new Workload();
    for (int n = 0; n < EVENTS; n++) {
      String id = "add-" + n;
      workload.produced(
          new ProducedEvent(
              TENANT,
              id,
              "number.added",
              Optional.empty(),
              "{\"k\":\"sum-%d\"}".formatted(n % KEYS)));
      workload.expect(
          ExpectedExecution.succeeding(
              new Name(TENANT, "increment", new Cause.Upstream(id)),
              Optional.empty(),
              List.of(),
              1,
              List.of()));
    }
    for (int key = 0; key < KEYS; key++) {
      long sum = (EVENTS - key + KEYS - 1) / KEYS;
      workload.expectValue(
          "%s/sum-%d".formatted(TENANT, key), new ExpectedValue(Long.toString(sum), sum));
    }
    return workload;
  }

  private static void report(List<ConsumerRecord<String, Execution>> executions, long started) {
    long elapsed = System.nanoTime() - started;
    long last = executions.stream().mapToLong(ConsumerRecord::timestamp).max().orElseThrow();
    long first =
        executions.stream()
            .mapToLong(record -> record.value().getAdmittedAt().toEpochMilli())
            .min()
            .orElseThrow();
    System.out.printf(
        "LostUpdatesIT: %d contended executions in %d ms: %.0f/s (%.1f s with reading back)%n",
        executions.size(),
        last - first,
        executions.size() * 1000.0 / (last - first),
        elapsed / 1e9);
  }
}
