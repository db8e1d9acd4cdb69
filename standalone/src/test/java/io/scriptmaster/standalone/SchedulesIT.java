package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schedules on two real instances, the same for all tests: each due slot has one entry in the
 * ledger, and one execution where it ran.
 *
 * <p>The long form: {@code -Dscriptmaster.schedules=2000 -Dscriptmaster.schedules.every=5
 * -Dscriptmaster.schedules.seconds=180 -Dscriptmaster.schedules.kills=5
 * -Dscriptmaster.schedules.stop=600}.
 */
class SchedulesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();
  private static final int PARTITIONS = 3;
  private static final int TENANTS = 4;
  private static final int SCHEDULES = Integer.getInteger("scriptmaster.schedules", 24);
  private static final int EVERY = Integer.getInteger("scriptmaster.schedules.every", 2);
  private static final int SECONDS = Integer.getInteger("scriptmaster.schedules.seconds", 20);
  private static final int KILLS = Integer.getInteger("scriptmaster.schedules.kills", 1);
  private static final int STOP = Integer.getInteger("scriptmaster.schedules.stop", 14);

  /** What is late by no more than this is not late for any catch-up policy. */
  private static final Duration ON_TIME = Duration.ofSeconds(10);

  /** A save that was acknowledged may be read so much later, unless the machine stands still. */
  private static final Duration READ_LATE = Duration.ofSeconds(10);

  /** An instance that stood still leaves its groups and joins them again. */
  private static final Duration REJOINED = Duration.ofSeconds(15);

  private static final Instant FILLED_FROM =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration SETTLED = Duration.ofSeconds(180);
  private static final String BUFFERED = "buffered";

  @TempDir private static Path data;

  private static final LocalCluster CLUSTER = LocalCluster.shared();

  private static ServeInstances instances;
  private static Stalls stalls;

  @BeforeAll
  static void start() {
    stalls = new Stalls();
    instances =
        ServeInstances.start(
            CLUSTER.bootstrapServers(),
            CLUSTER.registryUrl(),
            data,
            2,
            PARTITIONS,
            RunningServe.SMALL_HEAP);
  }

  @AfterAll
  static void stop() {
    instances.close();
    stalls.close();
  }

  private static Duration readLate() {
    Duration stoodStill = stalls.all();
    return stoodStill.compareTo(ON_TIME.dividedBy(5)) < 0
        ? READ_LATE
        : READ_LATE.plus(stoodStill).plus(REJOINED);
  }

  @Test
  void shouldGiveEachSlotOneEntryAndOneExecutionWhileInstancesAreKilled() throws Exception {
    // Given
    for (int n = 0; n < TENANTS; n++) {
      createTenant("slots-" + n, "return 1;");
    }
    createTenant("gaps", "return 1;");
    save("gaps", "filled", "every 30s", "buffer_all", "all", false);
    Map<String, Instant> saved = saveAll(true);

    // When
    for (int kill = 0; kill < KILLS; kill++) {
      Thread.sleep(Duration.ofSeconds(SECONDS).dividedBy(KILLS + 1));
      fillIn(kill);
      instances.get(kill % 2).kill();
      Thread.sleep(1_000);
      instances.startAgain(kill % 2);
      instances.awaitReady();
    }
    Thread.sleep(Duration.ofSeconds(SECONDS).dividedBy(KILLS + 1));
    Map<String, Instant> ended = saveAll(false);

    // Then
    assertEachGapIsFilledInOnce();
    NavigableMap<String, List<ScheduleSlot>> ledger = settledLedger("slots-");
    Map<String, List<Execution>> executions = executions("slots-");
    for (String schedule : saved.keySet()) {
      assertEverySlotIsThere(
          schedule, EVERY, saved.get(schedule), ended.get(schedule), ledger.navigableKeySet());
    }
    int ran = 0;
    for (Map.Entry<String, List<ScheduleSlot>> entry : ledger.entrySet()) {
      int one = assertOneOutcome(entry.getKey(), entry.getValue(), executions);
      if (one == 0) {
        assertWasDueWhenItWasDisabled(entry.getValue().getLast(), ended);
      }
      ran += one;
    }
    assertThat(executions.values().stream().mapToInt(List::size).sum()).isEqualTo(ran);
    assertThat(ran).isGreaterThan(SCHEDULES * SECONDS / EVERY / 2);
    System.out.printf(
        "%d schedules, %d kills: %d slots, %d ran, %d skipped as disabled; late by %s%n",
        SCHEDULES, KILLS, ledger.size(), ran, ledger.size() - ran, lateness(ledger));
  }

  /** Asks for ten minutes that nobody else asks for, in twenty slots. */
  private void fillIn(int part) throws Exception {
    Instant from = FILLED_FROM.plusSeconds(600L * part);
    String range = "{\"from\": \"%s\", \"to\": \"%s\"}".formatted(from, from.plusSeconds(600));
    HttpResponse<String> answer =
        retried(
            "POST",
            "/v1/tenants/gaps/schedules/filled/backfill",
            range,
            "Idempotency-Key",
            "part-" + part);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(JSON.readTree(answer.body()).get("slots").intValue()).isEqualTo(20);
  }

  private void assertEachGapIsFilledInOnce() throws Exception {
    await()
        .atMost(SETTLED)
        .untilAsserted(() -> assertThat(settledLedger("gaps")).hasSize(20 * KILLS));
    for (int part = 0; part < KILLS; part++) {
      fillIn(part);
    }
    NavigableMap<String, List<ScheduleSlot>> ledger = settledLedger("gaps");
    Map<String, List<Execution>> executions = executions("gaps");
    int ran = 0;
    for (Map.Entry<String, List<ScheduleSlot>> entry : ledger.entrySet()) {
      ran += assertOneOutcome(entry.getKey(), entry.getValue(), executions);
      assertThat(entry.getValue().getLast().getKind()).isEqualTo("backfill");
    }
    assertThat(ran).isEqualTo(20 * KILLS);
    assertThat(of(executions, "filled")).hasSize(ran);
    assertThat(beside(executions, "filled")).isZero();
  }

  /** The one reason why a slot of these schedules may not run: it was not decided by then. */
  private static void assertWasDueWhenItWasDisabled(ScheduleSlot slot, Map<String, Instant> ended) {
    Instant disabledAt = ended.get(slot.getTenant() + "/" + slot.getSchedule());
    assertThat(outcome(slot)).as(slot.toString()).isEqualTo("skipped disabled");
    assertThat(slot.getDueAt())
        .as(slot.toString())
        .isBetween(disabledAt.minus(readLate()), disabledAt);
  }

  @Test
  void shouldFollowEachOverlapPolicy() throws Exception {
    // Given
    createTenant("overlap", "await new Promise((done) => setTimeout(done, 5000)); return 1;");
    List<String> policies = List.of("skip", "buffer_one", "buffer_all", "allow", "cancel_other");
    UnaryOperator<String> name = policy -> policy.replace('_', '-');

    // When
    for (String policy : policies) {
      save("overlap", name.apply(policy), "every 2s", policy, "all", true);
    }
    await()
        .atMost(SETTLED)
        .pollInterval(LOOK)
        .until(() -> ledger("overlap"), SchedulesIT::showsAllPolicies);
    for (String policy : policies) {
      save("overlap", name.apply(policy), "every 2s", policy, "all", false);
    }

    // Then
    NavigableMap<String, List<ScheduleSlot>> ledger = settledLedger("overlap");
    Map<String, List<Execution>> executions = executions("overlap");
    Map<String, List<String>> outcomes = new TreeMap<>();
    ledger
        .values()
        .forEach(
            records ->
                outcomes
                    .computeIfAbsent(records.getLast().getSchedule(), _ -> new ArrayList<>())
                    .add(outcome(records.getLast())));
    assertThat(outcomes.get("skip")).contains("ran", "skipped overlap");
    assertThat(outcomes.get("buffer-one")).contains("ran", "skipped overlap");
    assertThat(outcomes.get("buffer-all"))
        .contains("ran", "skipped disabled")
        .doesNotContain("skipped overlap");
    assertThat(outcomes.get("allow")).contains("ran").doesNotContain("skipped overlap");
    assertThat(outcomes.get("cancel-other")).contains("ran").doesNotContain("skipped overlap");
    for (String alone : List.of("skip", "buffer-one", "buffer-all")) {
      assertThat(beside(executions, alone)).as(alone).isZero();
      assertThat(of(executions, alone)).extracting(Execution::getTriggerId).as(alone).isSorted();
    }
    for (String never : List.of("skip", "allow", "cancel-other")) {
      assertThat(mostWaiting(ledger, never)).as(never).isZero();
    }
    assertThat(mostWaiting(ledger, "buffer-one")).isEqualTo(1);
    assertThat(mostWaiting(ledger, "buffer-all")).isGreaterThan(1);
    // What waited ran, but for what waited still when it was disabled.
    assertThat(ranAfterWaiting(ledger, "buffer-one")).isPositive();
    assertThat(ranAfterWaiting(ledger, "buffer-all")).isPositive();
    assertThat(beside(executions, "allow")).isPositive();
    // Each but the last was told to end. What was is recorded when it ended, which may be after the
    // next one started.
    List<Execution> cancelled =
        of(executions, "cancel-other").stream()
            .sorted(Comparator.comparing(Execution::getTriggerId))
            .toList();
    for (int n = 0; n < cancelled.size() - 1; n++) {
      if (!cancelled.get(n).getOutcome().equals("aborted")) {
        // Everything stood still until it had ended.
        assertThat(end(cancelled.get(n))).isBefore(cancelled.get(n + 1).getStartedAt());
      }
    }
    assertThat(cancelled.getLast().getOutcome()).isEqualTo("succeeded");
  }

  @Test
  void shouldFollowEachCatchUpPolicyAfterAStop() throws Exception {
    // Given
    createTenant("late", "return 1;");
    Map<String, Instant> saved = new LinkedHashMap<>();
    List<String> policies = List.of("none", "last", "all");
    for (String policy : policies) {
      saved.put("late/" + policy, save("late", policy, "every 2s", "allow", policy, true));
    }
    awaitSlotsAfter(Instant.EPOCH, "late", policies);

    // When
    stop();
    Instant stopped = Instant.now();
    Thread.sleep(Duration.ofSeconds(STOP));
    Instant launched = Instant.now();
    for (int n = 0; n < instances.count(); n++) {
      instances.startAgain(n);
    }
    instances.awaitReady();
    Instant started = Instant.now();
    awaitSlotsAfter(started, "late", policies);
    Map<String, Instant> ended = new LinkedHashMap<>();
    for (String policy : policies) {
      ended.put("late/" + policy, save("late", policy, "every 2s", "allow", policy, false));
    }

    // Then
    NavigableMap<String, List<ScheduleSlot>> ledger = settledLedger("late");
    Map<String, List<Execution>> executions = executions("late");
    Map<String, List<String>> whileStopped = new TreeMap<>();
    ledger.forEach(
        (key, records) -> {
          assertOneOutcome(key, records, executions);
          ScheduleSlot slot = records.getLast();
          if (slot.getSlotTime().isAfter(stopped)
              && slot.getSlotTime().isBefore(launched.minus(ON_TIME))) {
            whileStopped
                .computeIfAbsent(slot.getSchedule(), _ -> new ArrayList<>())
                .add(outcome(slot));
          }
        });
    for (String schedule : saved.keySet()) {
      assertEverySlotIsThere(
          schedule, 2, saved.get(schedule), ended.get(schedule), ledger.navigableKeySet());
    }
    whileStopped.forEach(
        (policy, outcomes) ->
            System.out.printf(
                "stopped for %d s, catch-up %s: %d slots, %s%n",
                STOP, policy, outcomes.size(), Set.copyOf(outcomes)));
    assertThat(whileStopped.get("none")).isNotEmpty().containsOnly("missed catch_up_none");
    assertThat(whileStopped.get("last")).isNotEmpty().containsOnly("missed catch_up_last");
    assertThat(whileStopped.get("all")).isNotEmpty().containsOnly("ran");
  }

  /** When each was saved, by {@code tenant/schedule}. */
  private Map<String, Instant> saveAll(boolean enabled) throws Exception {
    Map<String, Future<Instant>> answers = new LinkedHashMap<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      for (int n = 0; n < SCHEDULES; n++) {
        String tenant = "slots-" + n % TENANTS;
        String schedule = "s" + n;
        answers.put(
            tenant + "/" + schedule,
            clients.submit(
                () ->
                    save(tenant, schedule, "every %ds".formatted(EVERY), "allow", "all", enabled)));
      }
    }
    Map<String, Instant> saved = new ConcurrentHashMap<>();
    for (Map.Entry<String, Future<Instant>> answer : answers.entrySet()) {
      saved.put(answer.getKey(), answer.getValue().get());
    }
    return saved;
  }

  private Instant save(
      String tenant, String id, String cron, String overlap, String catchUp, boolean enabled)
      throws Exception {
    String body =
        """
        {"cron": "%s", "timeZone": "UTC", "script": "work", "overlap": "%s", "enabled": %s,
         "catchUp": {"policy": "%s", "window": "PT1H"}}
        """
            .formatted(cron, overlap, enabled, catchUp);
    HttpResponse<String> answer =
        retried("PUT", "/v1/tenants/%s/schedules/%s".formatted(tenant, id), body);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    JsonNode json = JSON.readTree(answer.body());
    return Instant.parse(json.get("updatedAt").textValue());
  }

  private static void assertEverySlotIsThere(
      String schedule, int every, Instant saved, Instant ended, NavigableSet<String> ledger) {
    List<String> expected = new ArrayList<>();
    for (long second = (saved.getEpochSecond() / every + 1) * every;
        second <= ended.getEpochSecond();
        second += every) {
      expected.add(schedule + "/" + Instant.ofEpochSecond(second));
    }
    Set<String> found = ledger.subSet(schedule + "/", schedule + "0");
    assertThat(found).containsAll(expected);
    List<Instant> others =
        found.stream()
            .filter(key -> !expected.contains(key))
            .map(key -> Instant.parse(key.substring(key.lastIndexOf('/') + 1)))
            .toList();
    assertThat(others)
        .as("slots of %s after it ended at %s", schedule, ended)
        .allMatch(slot -> slot.isAfter(ended) && slot.isBefore(ended.plus(readLate())));
  }

  /**
   * One decision, and one execution where it ran.
   *
   * @return how many ran: 0 or 1
   */
  private static int assertOneOutcome(
      String key, List<ScheduleSlot> records, Map<String, List<Execution>> executions) {
    ScheduleSlot slot = records.getLast();
    List<Execution> of = executions.getOrDefault(key, List.of());
    if (!slot.getOutcome().equals("ran")) {
      assertThat(records).as(key).hasSize(1);
      assertThat(of).as(key).isEmpty();
      return 0;
    }
    assertThat(records)
        .as(key)
        .extracting(ScheduleSlot::getExecutionOutcome)
        .containsExactly(null, "succeeded");
    assertThat(of).as(key).hasSize(1);
    assertThat(of.getFirst().getId()).isEqualTo(slot.getExecutionId());
    return 1;
  }

  /** The records of each slot in their order, by key, as they are now. */
  private NavigableMap<String, List<ScheduleSlot>> ledger(String tenant) {
    NavigableMap<String, List<ScheduleSlot>> ledger = new TreeMap<>();
    read(TOPICS.scheduleSlots()).stream()
        .filter(record -> record.key().startsWith(tenant))
        .forEach(
            record ->
                ledger.computeIfAbsent(record.key(), _ -> new ArrayList<>()).add(record.value()));
    return ledger;
  }

  /** As {@link #ledger}, when nothing is open any more. */
  private NavigableMap<String, List<ScheduleSlot>> settledLedger(String tenant) {
    return await()
        .atMost(SETTLED)
        .pollInterval(LOOK)
        .until(
            () -> ledger(tenant),
            ledger ->
                !ledger.isEmpty()
                    && ledger.values().stream().map(List::getLast).noneMatch(SchedulesIT::isOpen));
  }

  /** Until each schedule has decided a slot that is later than this moment, and all before it. */
  private void awaitSlotsAfter(Instant moment, String tenant, List<String> schedules) {
    await()
        .atMost(SETTLED)
        .pollInterval(LOOK)
        .until(
            () ->
                ledger(tenant).values().stream()
                    .map(List::getFirst)
                    .filter(slot -> slot.getSlotTime().isAfter(moment))
                    .map(ScheduleSlot::getSchedule)
                    .collect(Collectors.toSet())
                    .containsAll(schedules));
  }

  /** Each schedule has come across what its policy is for. */
  private static boolean showsAllPolicies(NavigableMap<String, List<ScheduleSlot>> ledger) {
    return count(ledger, "skip", "ran") > 1
        && count(ledger, "skip", "skipped overlap") > 0
        && count(ledger, "allow", "ran") > 1
        && aborted(ledger, "cancel-other") > 2
        && count(ledger, "buffer-one", "skipped overlap") > 0
        && ranAfterWaiting(ledger, "buffer-one") > 0
        && ranAfterWaiting(ledger, "buffer-all") > 0
        && count(ledger, "buffer-all", BUFFERED) > 1;
  }

  /** How many slots of a schedule have this outcome now. */
  private static long count(
      NavigableMap<String, List<ScheduleSlot>> ledger, String schedule, String outcome) {
    return ledger.values().stream()
        .map(List::getLast)
        .filter(slot -> slot.getSchedule().equals(schedule))
        .filter(slot -> outcome(slot).equals(outcome))
        .count();
  }

  /** How many executions of a schedule's slots were told to end. */
  private static long aborted(NavigableMap<String, List<ScheduleSlot>> ledger, String schedule) {
    return ledger.values().stream()
        .map(List::getLast)
        .filter(slot -> slot.getSchedule().equals(schedule))
        .filter(slot -> "aborted".equals(slot.getExecutionOutcome()))
        .count();
  }

  private static boolean isOpen(ScheduleSlot slot) {
    return slot.getOutcome().equals(BUFFERED)
        || slot.getOutcome().equals("ran") && slot.getExecutionOutcome() == null;
  }

  /** How many slots of a schedule waited at the same moment, at most. */
  private static long mostWaiting(
      NavigableMap<String, List<ScheduleSlot>> ledger, String schedule) {
    List<List<ScheduleSlot>> waited = waited(ledger, schedule);
    return waited.stream()
        .map(records -> records.getFirst().getActualAt())
        .mapToLong(
            moment ->
                waited.stream()
                    .filter(records -> !records.getFirst().getActualAt().isAfter(moment))
                    .filter(records -> records.get(1).getActualAt().isAfter(moment))
                    .count())
        .max()
        .orElse(0);
  }

  private static long ranAfterWaiting(
      NavigableMap<String, List<ScheduleSlot>> ledger, String schedule) {
    return waited(ledger, schedule).stream()
        .filter(records -> records.size() > 1 && records.get(1).getOutcome().equals("ran"))
        .count();
  }

  /** The records of those slots that waited; the second says what became of them. */
  private static List<List<ScheduleSlot>> waited(
      NavigableMap<String, List<ScheduleSlot>> ledger, String schedule) {
    return ledger.values().stream()
        .filter(records -> records.getFirst().getSchedule().equals(schedule))
        .filter(records -> records.getFirst().getOutcome().equals(BUFFERED))
        .toList();
  }

  /** Of slots, by the key of the slot. */
  private Map<String, List<Execution>> executions(String tenant) {
    return read(TOPICS.executions()).stream()
        .map(ConsumerRecord::value)
        .filter(it -> it.getTenant().startsWith(tenant) && it.getTrigger().equals("schedule"))
        .collect(
            Collectors.groupingBy(
                it ->
                    it.getTenant()
                        + "/"
                        + it.getTriggerId().replaceFirst("#.*", "").replace('@', '/')));
  }

  private static List<Execution> of(Map<String, List<Execution>> executions, String schedule) {
    return executions.values().stream()
        .flatMap(List::stream)
        .filter(it -> it.getTriggerId().startsWith(schedule + "@"))
        .sorted(Comparator.comparing(Execution::getStartedAt))
        .toList();
  }

  private static Instant end(Execution execution) {
    return execution.getStartedAt().plusMillis(execution.getDurationMillis());
  }

  /** How many started before the one before them had ended. */
  private static long beside(Map<String, List<Execution>> executions, String schedule) {
    List<Execution> all = of(executions, schedule);
    assertThat(all).as(schedule).hasSizeGreaterThan(1);
    long beside = 0;
    for (int n = 1; n < all.size(); n++) {
      if (all.get(n).getStartedAt().isBefore(end(all.get(n - 1)))) {
        beside++;
      }
    }
    return beside;
  }

  private static String outcome(ScheduleSlot slot) {
    return slot.getReason() == null
        ? slot.getOutcome()
        : slot.getOutcome() + " " + slot.getReason();
  }

  private static String lateness(Map<String, List<ScheduleSlot>> ledger) {
    List<Long> late =
        ledger.values().stream()
            .map(List::getFirst)
            .map(slot -> Duration.between(slot.getDueAt(), slot.getActualAt()).toMillis())
            .sorted()
            .toList();
    return "p50 %d ms, p99 %d ms, most %d ms"
        .formatted(late.get(late.size() / 2), late.get(late.size() * 99 / 100), late.getLast());
  }

  private <V extends SpecificRecord> List<ConsumerRecord<String, V>> read(Topic<V> topic) {
    try (TopicReader<V> reader =
        TopicReader.of(CLUSTER.bootstrapServers(), CLUSTER.serdes(), topic)) {
      return reader.readToEnd();
    }
  }

  private void createTenant(String id, String source) throws Exception {
    String quotas = "{\"displayName\": \"T\", \"quotas\": {\"schedule\": 10000}}";
    retried("POST", "/v1/tenants", "{\"id\": \"%s\", \"displayName\": \"T\"}".formatted(id));
    assertThat(retried("PUT", "/v1/tenants/" + id, quotas).statusCode()).isEqualTo(200);
    String script = JSON.createObjectNode().put("source", source).toString();
    assertThat(retried("PUT", "/v1/tenants/%s/scripts/work".formatted(id), script).statusCode())
        .isEqualTo(201);
  }

  /** As a client does that respects Retry-After. */
  private HttpResponse<String> retried(String method, String path, String body, String... headers)
      throws Exception {
    return Retried.request(
        method, all -> instances.get(0).request(method, path, body, all), headers);
  }
}
