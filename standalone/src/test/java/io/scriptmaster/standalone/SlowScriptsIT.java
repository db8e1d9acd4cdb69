package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.standalone.SteadyTenants.Measured;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts that wait hold up nobody, and a restart runs the waiting ones once more.
 *
 * <p>{@code -Dscriptmaster.waiting=500 -Dscriptmaster.waitSeconds=20} runs the long form.
 */
class SlowScriptsIT {

  private static final int WAITING = Integer.getInteger("scriptmaster.waiting", 60);
  private static final Duration WAIT =
      Duration.ofSeconds(Integer.getInteger("scriptmaster.waitSeconds", 4));

  /** Until the instance is killed, whenever that is. */
  private static final Duration LONGER_WAIT = Duration.ofSeconds(15);

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final String SLOW = "slow-tenant";
  private static final String OTHER = "other-tenant";
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();
  private static final Duration ACCEPTED = Duration.ofSeconds(1);

  private static final String SOURCE =
      """
      await new Promise(resolve => setTimeout(resolve, event.payload.millis));
      sm.log.info('waited');
      return sm.execution.id;
      """;

  @TempDir private Path data;

  @Test
  void shouldKeepQuickExecutionsQuickAndRunWaitingOnesOnceMoreAfterAKill() throws Exception {
    try (RunningInstances running = RunningInstances.start(data, 1, 3, "-Xmx1g")) {
      for (String tenant : List.of(SLOW, OTHER)) {
        running.createTenant(tenant, Map.of("concurrency", 2_000, "wallMillis", 120_000));
        running.createScript(
            tenant, "steady", SteadyTenants.EVENT_TYPE, SteadyTenants.SOURCE, "{}");
      }
      running.createScript(SLOW, "wait", "wait.asked", SOURCE, "{}");
      warmUp(running);

      Measured measured = whileOthersWait(running);
      System.out.printf(
          "SlowScriptsIT: beside %d that wait %s, same tenant: %s; other tenant: %s%n",
          WAITING, WAIT, measured.of(SLOW), measured.of(OTHER));
      killInTheMiddle(running);

      assertThat(measured.lost()).isZero();
      assertThat(measured.answers()).allMatch(answer -> answer.outcome().equals("succeeded"));
      assertThat(measured.of(SLOW).percentile(0.99)).isLessThan(ACCEPTED);
      assertThat(measured.of(OTHER).percentile(0.99)).isLessThan(ACCEPTED);
    }
  }

  /** As many wait at once as later: a first run in a context makes it, which is dear. */
  private static void warmUp(RunningInstances running) throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), List.of(SLOW, OTHER), 20)) {
      ask(running, "warm", WAIT, Duration.ZERO);
      Thread.sleep(WAIT.plusSeconds(10));
      steady.stop();
    }
  }

  private static Measured whileOthersWait(RunningInstances running) throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), List.of(SLOW, OTHER), 10);
        ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      ask(running, "calm", WAIT, WAIT.dividedBy(3));
      Thread.sleep(WAIT);
      Measured measured = steady.stop();
      Map<String, Execution> waited = awaitAll(watch, "calm");
      assertThat(waited).hasSize(WAITING);
      assertThat(waited.values())
          .allMatch(it -> it.getOutcome().equals("succeeded"))
          .allMatch(it -> it.getDurationMillis() >= WAIT.toMillis());
      return measured;
    }
  }

  private static void killInTheMiddle(RunningInstances running) throws Exception {
    ask(running, "killed", LONGER_WAIT, Duration.ZERO);
    awaitAllBegun(running);
    Instant killed = Instant.now();
    running.instances().killAndRestart(0);
    running.instances().awaitReady();
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      Map<String, Execution> waited = awaitAll(watch, "killed");
      assertThat(waited).hasSize(WAITING);
      assertThat(waited.values())
          .allMatch(it -> it.getOutcome().equals("succeeded"))
          .allMatch(it -> it.getAttempt() == 1)
          // The whole run is of the second process, under the id of the first.
          .allMatch(it -> it.getStartedAt().isAfter(killed))
          .allMatch(it -> it.getAdmittedAt().isBefore(killed))
          .allMatch(it -> it.getDurationMillis() >= LONGER_WAIT.toMillis())
          .allMatch(it -> it.getResult().equals("\"" + it.getId() + "\""));
    }
  }

  /** And that stored: with a later event of the partition, what came before it is committed. */
  private static void awaitAllBegun(RunningInstances running) {
    String backlog = "/v1/tenants/%s/backlog".formatted(SLOW);
    await()
        .atMost(SOON)
        .until(
            () -> running.send("GET", backlog, null).at("/byReason/waiting").intValue() == WAITING);
    try (TriggerProducer producer = producer(running);
        ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      producer.send(
          new ProducedEvent(
              SLOW, "later", SteadyTenants.EVENT_TYPE, Optional.empty(), "{\"n\":1}"));
      producer.flush();
      await()
          .atMost(SOON)
          .until(
              () -> watch.now().stream().anyMatch(it -> it.value().getTriggerId().equals("later")));
    }
  }

  private static TriggerProducer producer(RunningInstances running) {
    return new TriggerProducer(
        running.cluster().bootstrapServers(), running.cluster().serdes(), TOPICS.triggerEvents());
  }

  /**
   * @param wait of each
   * @param over in which time they come
   */
  private static void ask(RunningInstances running, String prefix, Duration wait, Duration over)
      throws InterruptedException {
    try (TriggerProducer producer = producer(running)) {
      for (int n = 0; n < WAITING; n++) {
        producer.send(
            new ProducedEvent(
                SLOW,
                "%s-%d".formatted(prefix, n),
                "wait.asked",
                Optional.of("waiting-" + n),
                "{\"millis\":%d}".formatted(wait.toMillis())));
        Thread.sleep(over.dividedBy(WAITING));
      }
      producer.flush();
    }
  }

  /** And for what may come besides. */
  private static Map<String, Execution> awaitAll(ExecutionWatch watch, String prefix)
      throws InterruptedException {
    await().atMost(SOON).until(() -> waited(watch, prefix).size() >= WAITING);
    watch.awaitQuiet(0, SOON);
    return waited(watch, prefix);
  }

  /** By trigger; fails when one has two. */
  private static Map<String, Execution> waited(ExecutionWatch watch, String prefix) {
    return watch.now().stream()
        .map(ConsumerRecord::value)
        .filter(it -> it.getTriggerId().startsWith(prefix))
        .collect(Collectors.toMap(Execution::getTriggerId, it -> it));
  }
}
