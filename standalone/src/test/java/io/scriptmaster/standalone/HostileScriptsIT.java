package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.standalone.SteadyTenants.Measured;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant with hostile scripts beside ten quiet ones, in an instance with a heap of 1 GB.
 *
 * <p>{@code -Dscriptmaster.hostileEach=1} runs all scripts of the corpus, and not every twentieth.
 */
class HostileScriptsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();
  private static final int EACH = Integer.getInteger("scriptmaster.hostileEach", 20);
  private static final String HOSTILE = "hostile";
  private static final Duration ACCEPTED = Duration.ofSeconds(1);

  /** Of what they have alone; on a slow machine that is more than half of the former. */
  private static final int ACCEPTED_TIMES = 2;

  /** Reading a source ends by itself within two seconds; the rest is the write. */
  private static final Duration SAVED_WITHIN = Duration.ofSeconds(5);

  /** Of the machinery: caches and code that the first scripts and the load have it make. */
  private static final int HEAP_GROWTH_MEGABYTES = 50;

  /**
   * Each script leaves a warm context behind, of which the benchmark finds 200 KB, and its code.
   */
  private static final int WARM_KILOBYTES = 250;

  /** Contexts that were stopped are closed in the background. */
  private static final Duration HEAP_IS_BACK_WITHIN = Duration.ofSeconds(30);

  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  @TempDir private Path data;

  @Test
  void shouldCostNobodyButTheTenantThatRunsThem() throws Exception {
    List<String> quiet = IntStream.range(0, 10).mapToObj("steady-%02d"::formatted).toList();
    try (RunningInstances running = RunningInstances.start(data, 1, 3, "-Xmx1g");
        Stalls stalls = new Stalls()) {
      for (String tenant : quiet) {
        running.createTenant(tenant);
        running.createScript(
            tenant, "steady", SteadyTenants.EVENT_TYPE, SteadyTenants.SOURCE, "{}");
      }
      running.createTenant(HOSTILE);
      List<HostileScript> scripts = save(running, stalls);
      Measured before = measure(running, quiet, List.of());
      long heapBefore = heapMegabytes(running);

      Measured beside = measure(running, quiet, scripts);
      long heapAfter = heapMegabytes(running);
      System.out.printf(
          "HostileScriptsIT: alone %s; beside %d hostile scripts %s; heap %d MB, then %d MB%n",
          before, scripts.size(), beside, heapBefore, heapAfter);

      assertThat(running.instances().get(0).isAlive()).isTrue();
      await()
          .atMost(HEAP_IS_BACK_WITHIN)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(heapMegabytes(running))
                      .isLessThan(heapBefore + maxHeapGrowthMegabytes(scripts.size())));
      assertOutcomes(running, scripts);
      assertThat(beside.lost()).isZero();
      assertThat(beside.answers()).allMatch(answer -> answer.outcome().equals("succeeded"));
      assertThat(beside.percentile(0.99))
          .isLessThan(max(ACCEPTED, before.percentile(0.99).multipliedBy(ACCEPTED_TIMES)));
    }
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** Those that can be saved. */
  private static List<HostileScript> save(RunningInstances running, Stalls stalls)
      throws Exception {
    List<HostileScript> saved = new ArrayList<>();
    for (HostileScript script : HostileScript.everyOf(EACH)) {
      ObjectNode body = JSON.createObjectNode().put("source", script.source());
      body.putObject("limits")
          .put("cpuMillis", HostileRun.LIMITS.cpu().toMillis())
          .put("wallMillis", HostileRun.LIMITS.wallClock().toMillis())
          .put("allocatedBytes", HostileRun.LIMITS.maxAllocatedBytes());
      String path = "/v1/tenants/%s/scripts/%s".formatted(HOSTILE, script.name());
      long started = System.nanoTime();
      int status =
          Retried.request(
                  "PUT",
                  headers ->
                      running.instances().get(0).request("PUT", path, body.toString(), headers))
              .statusCode();
      long ended = System.nanoTime();
      assertThat(Duration.ofNanos(ended - started).minus(stalls.between(started, ended)))
          .as(script.name())
          .isLessThan(SAVED_WITHIN);
      if (status == 422) {
        assertThat(script.outcomes()).as(script.name()).contains("failed");
      } else {
        assertThat(status).as(script.name()).isEqualTo(201);
        ObjectNode listener = JSON.createObjectNode().put("script", script.name());
        listener.putArray("eventTypes").add("hostile." + script.name());
        running.send(
            "PUT",
            "/v1/tenants/%s/listeners/%s".formatted(HOSTILE, script.name()),
            listener.toString());
        saved.add(script);
      }
    }
    return saved;
  }

  private static Measured measure(
      RunningInstances running, List<String> quiet, List<HostileScript> scripts) throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), quiet, 5);
        ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      Thread.sleep(Duration.ofSeconds(5));
      ask(running, scripts);
      long deadline = System.nanoTime() + Duration.ofMinutes(15).toNanos();
      while (ofHostile(watch).size() < scripts.size() && System.nanoTime() < deadline) {
        Thread.sleep(Duration.ofMillis(500));
      }
      Thread.sleep(Duration.ofSeconds(5));
      return steady.stop();
    }
  }

  private static void ask(RunningInstances running, List<HostileScript> scripts) {
    try (TriggerProducer producer =
        new TriggerProducer(
            running.cluster().bootstrapServers(),
            running.cluster().serdes(),
            TOPICS.triggerEvents())) {
      for (HostileScript script : scripts) {
        producer.send(
            new ProducedEvent(
                HOSTILE, script.name(), "hostile." + script.name(), Optional.empty(), "{\"n\":1}"));
      }
      producer.flush();
    }
  }

  private static Map<String, Execution> ofHostile(ExecutionWatch watch) {
    return watch.now().stream()
        .map(ConsumerRecord::value)
        .filter(it -> it.getTenant().equals(HOSTILE) && it.getDepth() == 0)
        .collect(Collectors.toMap(Execution::getScript, it -> it));
  }

  /** One that would use too much of the processor, and was given too little of it for that. */
  private static Set<String> accepted(HostileScript script, Execution execution) {
    Set<String> accepted = new HashSet<>(script.outcomes());
    if (execution.getCpuMillis() < HostileRun.LIMITS.cpu().plus(HostileRun.TO_END).toMillis()
        && accepted.contains("limit_exceeded")) {
      accepted.add("timed_out");
    }
    return accepted;
  }

  private static void assertOutcomes(RunningInstances running, List<HostileScript> scripts) {
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      Map<String, Execution> executions = ofHostile(watch);
      assertThat(scripts)
          .allSatisfy(
              script -> {
                Execution execution = executions.get(script.name());
                assertThat(execution).as(script.name()).isNotNull();
                assertThat(execution.getOutcome())
                    .as(execution.toString())
                    .isIn(accepted(script, execution));
                assertThat(Optional.ofNullable(execution.getResult()).orElse(""))
                    .as(script.name())
                    .doesNotContain(HostileScript.ESCAPED);
              });
    }
  }

  private static long maxHeapGrowthMegabytes(int scripts) {
    return HEAP_GROWTH_MEGABYTES + (long) scripts * WARM_KILOBYTES / 1024;
  }

  /** After a full collection. */
  private static long heapMegabytes(RunningInstances running) throws Exception {
    jcmd(running, "GC.run");
    Matcher used = USED.matcher(jcmd(running, "GC.heap_info"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1)) / 1024;
  }

  private static String jcmd(RunningInstances running, String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(running.instances().get(0).pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
