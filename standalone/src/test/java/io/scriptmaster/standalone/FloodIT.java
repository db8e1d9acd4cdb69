package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.engine.EngineSettings;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.executions.ExecutionsTopology;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.standalone.SteadyTenants.Measured;
import io.scriptmaster.testkit.TopicReader;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tenant sends many more events than it can run, or than it may have waiting, or than the topic
 * keeps, to the only partition of one instance. Its neighbours do not wait behind them; what runs
 * is run once, in the order of its key, also over a kill; and the rest is accounted for. The last
 * of the tests ends the instance by what a tenant may do worst.
 *
 * <p>{@code -Dscriptmaster.flood=1000000} runs the long form.
 */
@TestMethodOrder(OrderAnnotation.class)
class FloodIT {

  private static final int FLOOD = Integer.getInteger("scriptmaster.flood", 10_000);
  private static final int WARM_UP = 10_000;
  private static final int KEYS = 200;
  private static final String NOISY = "noisy";
  private static final List<String> QUIET = List.of("quiet-1", "quiet-2");

  /**
   * Broker, load and a cold instance share the machine, which may be slow, and the flood is sent as
   * fast as it can. Who waited for the flood would wait longer.
   */
  private static final Duration ACCEPTED = Duration.ofSeconds(4);

  private static final Duration SOON = Duration.ofMinutes(3);

  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  /** At most 2,000 a second, of a hundred at once. */
  private static final String SOURCE =
      "await new Promise(resolve => setTimeout(resolve, 50));\nreturn event.payload.n;";

  private static final String FANS_OUT =
      "for (let n = 0; n < 100; n++) await sm.emit('flood.came', 'key-' + n, { n });";
  private static final Duration FANNING = Duration.ofSeconds(6);

  @TempDir private static Path data;

  private static RunningInstances running;

  @BeforeAll
  static void start() {
    running = RunningInstances.start(data, 1, 1, "-Xmx1g");
    for (String tenant : QUIET) {
      running.createTenant(tenant);
      running.createScript(tenant, "steady", SteadyTenants.EVENT_TYPE, SteadyTenants.SOURCE, "{}");
    }
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  @Order(1)
  void shouldRunAFloodOnceAndInOrderWhileNeighboursDoNotWait() throws Exception {
    running.createTenant(NOISY);
    running.createScript(NOISY, "flood", "flood.came", SOURCE, "{}");
    warmUp();

    Measured measured = besideTheFlood();
    System.out.printf("FloodIT: beside %d events: %s%n", FLOOD, measured);
    running.instances().killAndRestart(0);
    running.instances().awaitReady();

    assertThat(measured.lost()).isZero();
    assertThat(measured.percentile(0.99)).isLessThan(ACCEPTED);
    assertRanOnceInOrder();
  }

  @Test
  @Order(2)
  void shouldReleaseWhatIsParkedOnceAndInOrderAlsoOverAKill() throws Exception {
    // Given keys whose first event fails, and more behind each than are released at a time
    String tenant = "parking";
    int keys = 4;
    int events = 1_000;
    running.createTenant(tenant);
    running.createScript(
        tenant,
        "work",
        "flood.came",
        """
        if (event.payload.n < 4) throw new Error('no');
        await new Promise(resolve => setTimeout(resolve, 40));
        """,
        "{}");
    listen(tenant, "park");
    flood(tenant, "parked", events, keys, "");
    await().atMost(SOON).until(() -> backlog(tenant).at("/byReason/parked").intValue() == 996);
    assertThat(backlog(tenant).get("oldest").textValue()).isNotNull();

    // When
    listen(tenant, "continue");
    int parked =
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(50))
            .until(() -> backlog(tenant).at("/byReason/parked").intValue(), count -> count < 996);
    assertThat(parked).isGreaterThan(200);
    running.instances().killAndRestart(0);
    running.instances().awaitReady();

    // Then
    await().atMost(SOON).until(() -> backlog(tenant).get("count").intValue() == 0);
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      await().atMost(SOON).until(() -> of(watch, tenant).size() >= events);
      List<Execution> ran = of(watch, tenant);
      assertThat(ran).extracting(Execution::getTriggerId).doesNotHaveDuplicates().hasSize(events);
      assertThat(ran).filteredOn(it -> outcome(it, "succeeded")).hasSize(events - keys);
      assertInOrder(ran);
    }
  }

  @Test
  @Order(3)
  void shouldRejectWhatIsBeyondTheBacklogInTheMiddleOfAFloodAndRunTheRest() throws Exception {
    // Given
    String tenant = "limited";
    int quota = 3_000;
    int events = 10_000;
    running.createTenant(tenant, Map.of("backlog", quota, "concurrency", 100));
    running.createScript(tenant, "flood", "flood.came", SOURCE, "{}");

    // When
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 10);
        ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      Thread.sleep(500);
      flood(tenant, "quota", events);
      await().atMost(SOON).until(() -> of(watch, tenant).size() >= events);
      assertThat(steady.stop().lost()).isZero();
      watch.awaitQuiet(0, SOON);

      // Then
      List<Execution> all = of(watch, tenant);
      List<Execution> rejected = all.stream().filter(it -> outcome(it, "rejected")).toList();
      List<Execution> ran = all.stream().filter(it -> outcome(it, "succeeded")).toList();
      System.out.printf("FloodIT: %d of %d events beyond the quota%n", rejected.size(), events);
      assertThat(all).extracting(Execution::getTriggerId).doesNotHaveDuplicates().hasSize(events);
      assertThat(ran.size() + rejected.size()).isEqualTo(events);
      assertThat(ran).hasSizeGreaterThanOrEqualTo(quota);
      assertThat(rejected)
          .isNotEmpty()
          .allMatch(it -> it.getError().getCode().equals("backlog_full"));
      assertInOrder(ran);
      assertInOrder(rejected);
      assertThat(deadLetters(tenant, "backlog_full"))
          .extracting(DeadLetter::getExecution)
          .containsExactlyInAnyOrderElementsOf(rejected.stream().map(Execution::getId).toList());
    }
  }

  @Test
  @Order(4)
  void shouldTellWhatTheTopicForgotBeforeItWasRead() throws Exception {
    // Given
    String tenant = "forgotten";
    int events = 6_000;
    int kept = 500;
    running.createTenant(tenant, Map.of("concurrency", 20));
    running.createScript(tenant, "flood", "flood.came", SOURCE, "{}");
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 10)) {
      Thread.sleep(500);
      steady.stop();
    }

    // When
    // More than a reader fetches at once and then has, whatever the topic forgets.
    flood(tenant, "old", events, "x".repeat(2_000));
    long earliest = forgetAllBut(kept);

    // Then
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      await().atMost(SOON).until(() -> !deadLetters(tenant, "retention_passed").isEmpty());
      await()
          .atMost(SOON)
          .until(() -> of(watch, tenant).stream().anyMatch(it -> number(it) == events - 1));
      watch.awaitQuiet(0, SOON);
      List<Execution> ran = of(watch, tenant);
      DeadLetter letter = single(deadLetters(tenant, "retention_passed"));
      assertThat(letter.getMessage())
          .contains("from offset %d to before %d".formatted(letter.getOffset(), earliest));
      int lost = (int) (earliest - letter.getOffset());
      assertThat(lost).isPositive();
      assertThat(ran).allMatch(it -> outcome(it, "succeeded"));
      // The flood's last are the last of the topic, so what is missing is exactly what is told.
      assertThat(ran)
          .extracting(FloodIT::number)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, events)
                  .filter(n -> n < events - kept - lost || n >= events - kept)
                  .boxed()
                  .toList());
      assertInOrder(ran);
    }
  }

  @Test
  @Order(5)
  void shouldLetNobodyWaitForEventsThatEmitEverMoreEvents() throws Exception {
    // Given
    String tenant = "fanning";
    running.createTenant(tenant);
    running.createScript(tenant, "work", "flood.came", FANS_OUT, "{}");

    // When
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 10);
        ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      Thread.sleep(500);
      flood(tenant, "seed", 1);
      await().atMost(SOON).until(() -> of(watch, tenant).size() > 100);
      Thread.sleep(FANNING);
      Measured measured = steady.stop();
      long unread = emittedLag();
      int ran = of(watch, tenant).size();
      System.out.printf(
          "FloodIT: beside events that emit 100 each, %d ran, %d are unread: %s%n",
          ran, unread, measured);
      running.send(
          "PUT",
          "/v1/tenants/%s/scripts/work".formatted(tenant),
          "{\"source\": \"return 1\", \"enabled\": false}");

      // Then
      assertThat(unread).as("what is emitted does not outrun what is read").isLessThan(30_000);
      assertThat(measured.lost()).isZero();
      assertThat(measured.percentile(0.99)).isLessThan(ACCEPTED);
      await().atMost(SOON).until(() -> backlog(tenant).get("count").intValue() == 0);
      await().atMost(SOON).until(() -> emittedLag() < 100);
    }
  }

  @Test
  @Order(6)
  void shouldEndTheProcessWhenItHasLostMoreThreadsThanItMay() throws Exception {
    // Given a text that takes seconds to make, and that nothing can stop half-way
    String source = "const n = 2n ** 262143n; new Intl.NumberFormat('en').formatRange(n, n - 1n)";
    int tenants = EngineSettings.DEFAULTS.maxGivenUp() + 2;
    int more = 2 * tenants;
    for (int n = 0; n < tenants; n++) {
      running.createTenant("endless-" + n);
      running.createScript(
          "endless-" + n, "flood", "flood.came", source, "{\"limits\": {\"cpuMillis\": 100}}");
    }

    // When
    RunningServe instance = running.instances().get(0);
    for (int n = 0; n < tenants; n++) {
      flood("endless-" + n, "endless", more / tenants);
    }
    await().atMost(SOON).until(() -> !instance.isAlive());

    // Then
    assertThat(instance.exitCode()).isEqualTo(Exhaustion.EXIT_CODE);
    assertThat(instance.said()).contains("threads are busy with scripts that nothing ends");
    running.instances().startAgain(0);
    running.instances().awaitReady();
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      assertThat(of(watch, "endless-"))
          .hasSizeGreaterThan(EngineSettings.DEFAULTS.maxGivenUp())
          .allMatch(it -> outcome(it, "limit_exceeded"))
          .extracting(it -> it.getTenant() + it.getTriggerId())
          .doesNotHaveDuplicates();
    }
  }

  /**
   * Deletes the upstream events as retention does, once all have been passed over.
   *
   * @return the earliest offset that is left
   */
  private static long forgetAllBut(int kept) throws Exception {
    TopicPartition partition = new TopicPartition(TOPICS.triggerEvents().name(), 0);
    try (Admin admin = admin()) {
      long end = end(admin, partition);
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> committed(admin, partition) >= end);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end - kept))).all().get();
      return end - kept;
    }
  }

  /** How many events that scripts emitted have not been read. */
  private static long emittedLag() throws Exception {
    TopicPartition partition = new TopicPartition(TOPICS.scriptEvents().name(), 0);
    try (Admin admin = admin()) {
      return end(admin, partition) - committed(admin, partition);
    }
  }

  private static long end(Admin admin, TopicPartition partition) throws Exception {
    return admin
        .listOffsets(Map.of(partition, OffsetSpec.latest()))
        .partitionResult(partition)
        .get()
        .offset();
  }

  private static Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, running.cluster().bootstrapServers()));
  }

  private static long committed(Admin admin, TopicPartition partition) throws Exception {
    return admin
        .listConsumerGroupOffsets("scriptmaster-" + ExecutionsTopology.PROFILE.name())
        .partitionsToOffsetAndMetadata()
        .get()
        .get(partition)
        .offset();
  }

  private static List<Execution> of(ExecutionWatch watch, String tenant) {
    return watch.now().stream()
        .map(ConsumerRecord::value)
        .filter(it -> it.getTenant().startsWith(tenant))
        .toList();
  }

  private static boolean outcome(Execution execution, String outcome) {
    return execution.getOutcome().equals(outcome);
  }

  private static List<DeadLetter> deadLetters(String tenant, String reason) {
    try (TopicReader<DeadLetter> reader =
        TopicReader.of(
            running.cluster().bootstrapServers(),
            running.cluster().serdes(),
            TOPICS.deadLetters())) {
      return reader.readToEnd().stream()
          .map(ConsumerRecord::value)
          .filter(it -> tenant.equals(it.getTenant()) && it.getReason().equals(reason))
          .toList();
    }
  }

  private static <T> T single(List<T> all) {
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /** A flood as well: while the JVM compiles what takes one, it takes the processor from all. */
  private static void warmUp() throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 50);
        ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      flood(NOISY, "warm", WARM_UP);
      await().atMost(SOON).until(() -> of(watch, NOISY).size() >= WARM_UP);
      steady.stop();
    }
  }

  private static Measured besideTheFlood() throws Exception {
    try (SteadyTenants steady = SteadyTenants.start(running.cluster(), QUIET, 10)) {
      Thread.sleep(500);
      flood(NOISY, "flood", FLOOD);
      await().atMost(SOON).until(() -> postponed() > 0);
      Thread.sleep(4_000);
      return steady.stop();
    }
  }

  private static void flood(String tenant, String prefix, int count) {
    flood(tenant, prefix, count, "");
  }

  private static void flood(String tenant, String prefix, int count, String text) {
    flood(tenant, prefix, count, KEYS, text);
  }

  private static void flood(String tenant, String prefix, int count, int keys, String text) {
    try (TriggerProducer producer =
        new TriggerProducer(
            running.cluster().bootstrapServers(),
            running.cluster().serdes(),
            TOPICS.triggerEvents())) {
      for (int n = 0; n < count; n++) {
        producer.send(
            new ProducedEvent(
                tenant,
                prefix + "-" + n,
                "flood.came",
                Optional.of("key-" + n % keys),
                "{\"n\":%d,\"text\":\"%s\"}".formatted(n, text)));
      }
      producer.flush();
    }
  }

  private static void listen(String tenant, String onFailure) {
    running.send(
        "PUT",
        "/v1/tenants/%s/listeners/work".formatted(tenant),
        "{\"script\": \"work\", \"eventTypes\": [\"flood.came\"], \"onFailure\": \"%s\"}"
            .formatted(onFailure));
  }

  private static JsonNode backlog(String tenant) {
    return running.send("GET", "/v1/tenants/%s/backlog".formatted(tenant), null);
  }

  /** How many events the topic alone has, as the tenant is told. */
  private static long postponed() {
    return backlog(NOISY).get("postponed").longValue();
  }

  private static void assertRanOnceInOrder() throws Exception {
    try (ExecutionWatch watch = new ExecutionWatch(running.cluster())) {
      Duration patience = SOON.plusMillis(FLOOD * 2L);
      await().atMost(patience).until(() -> flooded(watch).size() >= FLOOD);
      watch.awaitQuiet(0, SOON);
      List<Execution> flooded = flooded(watch);
      Map<String, Long> times =
          flooded.stream()
              .collect(Collectors.groupingBy(Execution::getTriggerId, Collectors.counting()));
      assertThat(times).hasSize(FLOOD);
      assertThat(times.values()).allMatch(count -> count == 1);
      assertThat(flooded).allMatch(it -> it.getOutcome().equals("succeeded"));
      assertInOrder(flooded);
    }
  }

  private static List<Execution> flooded(ExecutionWatch watch) {
    return of(watch, NOISY).stream().filter(it -> it.getTriggerId().startsWith("flood-")).toList();
  }

  /** Of each key. */
  private static void assertInOrder(List<Execution> executions) {
    Map<String, Integer> last = new HashMap<>();
    for (Execution execution : executions) {
      int n = number(execution);
      Integer before = last.put(execution.getKey(), n);
      assertThat(before == null || before < n)
          .as("%s before %d of %s", before, n, execution.getKey())
          .isTrue();
    }
  }

  private static int number(Execution execution) {
    String trigger = execution.getTriggerId();
    return Integer.parseInt(trigger.substring(trigger.lastIndexOf('-') + 1));
  }
}
