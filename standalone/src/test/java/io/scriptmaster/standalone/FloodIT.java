package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.standalone.SteadyTenants.Measured;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant sends many more events than it can run, to the only partition: its neighbours do not
 * wait behind them, and each is run once, in the order of its key, also over a kill.
 *
 * <p>{@code -Dscriptmaster.flood=1000000} runs the long form.
 */
class FloodIT {

  private static final int FLOOD = Integer.getInteger("scriptmaster.flood", 20_000);
  private static final int KEYS = 200;
  private static final String NOISY = "noisy";
  private static final List<String> QUIET = List.of("quiet-1", "quiet-2");

  /** Broker, load and instance share the machine, and the flood is sent as fast as it can. */
  private static final Duration ACCEPTED = Duration.ofSeconds(2);

  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  /** At most 2,000 a second, of a hundred at once. */
  private static final String SOURCE =
      "await new Promise(resolve => setTimeout(resolve, 50));\nreturn event.payload.n;";

  @TempDir private Path data;

  @Test
  void shouldRunAFloodOnceAndInOrderWhileNeighboursDoNotWait() throws Exception {
    try (RunningInstances running = RunningInstances.start(data, 1, 1, "-Xmx1g")) {
      running.createTenant(NOISY);
      running.createScript(NOISY, "flood", "flood.came", SOURCE, "{}");
      for (String tenant : QUIET) {
        running.createTenant(tenant);
        running.createScript(
            tenant, "steady", SteadyTenants.EVENT_TYPE, SteadyTenants.SOURCE, "{}");
      }
      warmUp(running);

      Measured measured = besideTheFlood(running);
      System.out.printf("FloodIT: beside %d events: %s%n", FLOOD, measured);
      running.killAndRestart(0);
      running.awaitReady();

      assertThat(measured.lost()).isZero();
      assertThat(measured.percentile(0.99)).isLessThan(ACCEPTED);
      assertRanOnceInOrder(running);
    }
  }

  private static void warmUp(RunningInstances running) throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 50)) {
      flood(running, "warm", 2_000);
      Thread.sleep(4_000);
      steady.stop(Duration.ofSeconds(30));
    }
  }

  private static Measured besideTheFlood(RunningInstances running) throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 10)) {
      Thread.sleep(500);
      flood(running, "flood", FLOOD);
      assertThat(postponed(running)).isPositive();
      Thread.sleep(4_000);
      return steady.stop(Duration.ofSeconds(30));
    }
  }

  private static void flood(RunningInstances running, String prefix, int count) {
    try (TriggerProducer producer =
        new TriggerProducer(
            running.cluster().bootstrapServers(),
            running.cluster().serdes(),
            TOPICS.triggerEvents())) {
      for (int n = 0; n < count; n++) {
        producer.send(
            new ProducedEvent(
                NOISY,
                prefix + "-" + n,
                "flood.came",
                Optional.of("key-" + n % KEYS),
                "{\"n\":%d}".formatted(n)));
      }
      producer.flush();
    }
  }

  /** How many events the topic alone has, as the tenant is told. */
  private static long postponed(RunningInstances running) throws Exception {
    long most = 0;
    for (int i = 0; i < 15 && most == 0; i++) {
      Thread.sleep(200);
      most =
          running
              .send("GET", "/v1/tenants/" + NOISY + "/backlog", null)
              .get("postponed")
              .longValue();
    }
    return most;
  }

  private static void assertRanOnceInOrder(RunningInstances running) throws Exception {
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      watch.awaitQuiet(Integer.MAX_VALUE, Duration.ofSeconds(8));
      List<Execution> flooded =
          watch.now().stream()
              .map(ConsumerRecord::value)
              .filter(it -> it.getTriggerId().startsWith("flood-"))
              .toList();
      Map<String, Long> times =
          flooded.stream()
              .collect(Collectors.groupingBy(Execution::getTriggerId, Collectors.counting()));
      assertThat(times).hasSize(FLOOD);
      assertThat(times.values()).allMatch(count -> count == 1);
      assertThat(flooded).allMatch(it -> it.getOutcome().equals("succeeded"));
      Map<String, Integer> last = new HashMap<>();
      for (Execution execution : flooded) {
        int n = Integer.parseInt(execution.getResult());
        Integer before = last.put(execution.getKey(), n);
        assertThat(before == null || before < n)
            .as("%s before %d of %s", before, n, execution.getKey())
            .isTrue();
      }
    }
  }
}
