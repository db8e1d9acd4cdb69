package io.scriptmaster.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.testkit.guarantees.Cause;
import io.scriptmaster.testkit.guarantees.ExpectedExecution;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Event;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Line;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Name;
import io.scriptmaster.testkit.guarantees.ExpectedValue;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import io.scriptmaster.testkit.guarantees.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Tenants that all have the same four scripts, the events they send, and what has to come of these:
 *
 * <ul>
 *   <li>{@code score} counts the events of a reporter, and emits every tenth count;
 *   <li>{@code history} hears that, and appends the count to a list;
 *   <li>{@code flaky} fails at its first attempt for some events, and at all three for a few;
 *   <li>{@code patient} waits between one second and three.
 * </ul>
 */
final class ScoringTenants {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REPORTERS = 7;
  private static final String MISPLACED = "misplaced-";

  private static final String SCORE =
      """
      const key = `points:${event.payload.reporter}`;
      const points = ((await sm.values.get(key)) ?? 0) + 1;
      await sm.values.set(key, points);
      sm.log.info('scored', { n: event.payload.n, points, mark: event.payload.mark });
      if (points % 10 === 0) {
        await sm.emit('score.changed', event.payload.reporter, { reporter: event.payload.reporter, points });
      }
      return { points };
      """;

  private static final String HISTORY =
      """
      const key = `history:${event.payload.reporter}`;
      const history = (await sm.values.get(key)) ?? [];
      history.push(event.payload.points);
      await sm.values.set(key, history);
      sm.log.info('heard', { points: event.payload.points });
      """;

  private static final String FLAKY =
      """
      sm.log.info('trying', { n: event.payload.n });
      await sm.values.set('flaky:left-behind:' + sm.execution.attempt, event.payload.mark);
      await sm.emit('flaky.left-behind', null, {});
      if (sm.execution.attempt <= event.payload.failures) throw new Error('not yet: ' + event.payload.mark);
      await sm.values.delete('flaky:left-behind:' + sm.execution.attempt);
      const done = ((await sm.values.get('flaky:done')) ?? 0) + 1;
      await sm.values.set('flaky:done', done);
      sm.log.info('done', { n: event.payload.n });
      """;

  private static final String PATIENT =
      """
      await new Promise(resolve => setTimeout(resolve, event.payload.millis));
      const key = `patient:${event.payload.reporter}`;
      await sm.values.set(key, [...((await sm.values.get(key)) ?? []), event.payload.n]);
      sm.log.info('waited', { n: event.payload.n, mark: event.payload.mark });
      return event.payload.mark;
      """;

  private static final String RETRY =
      "{\"retry\": {\"attempts\": 3, \"backoff\": \"PT0.2S\", \"outcomes\": [\"failed\"]}}";

  private final List<String> names;
  private final Workload workload = new Workload();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, ArrayNode> lists = new HashMap<>();
  private final SplittableRandom random;

  /**
   * @param seed the same makes the same events
   */
  ScoringTenants(int tenants, int events, long seed) {
    this.names = IntStream.range(0, tenants).mapToObj("tenant-%02d"::formatted).toList();
    this.random = new SplittableRandom(seed);
    for (int n = 0; n < events; n++) {
      send(names.get(random.nextInt(tenants)), n);
    }
    lists.forEach(
        (key, list) -> workload.expectValue(key, new ExpectedValue(list.toString(), list.size())));
    counts.forEach(
        (key, count) ->
            workload.expectValue(key, new ExpectedValue(Integer.toString(count), count)));
  }

  /** Events that are sent to any partition. */
  static boolean isMisplaced(ProducedEvent event) {
    return event.id().startsWith(MISPLACED);
  }

  List<String> names() {
    return names;
  }

  Workload workload() {
    return workload;
  }

  void createAt(RunningInstances running) {
    try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
      names.forEach(
          tenant ->
              clients.submit(
                  () -> {
                    running.createTenant(tenant);
                    running.createScript(tenant, "score", "issue.scored", SCORE, "{}");
                    running.createScript(tenant, "history", "score.changed", HISTORY, "{}");
                    running.createScript(tenant, "flaky", "issue.flaky", FLAKY, RETRY);
                    running.createScript(tenant, "patient", "issue.patient", PATIENT, "{}");
                    return null;
                  }));
    }
    for (String tenant : names) {
      running.send("GET", "/v1/tenants/%s/listeners/patient".formatted(tenant), null);
    }
  }

  private void send(String tenant, int n) {
    int kind = random.nextInt(100);
    if (kind < 70) {
      score(tenant, "reporter-" + random.nextInt(REPORTERS), "event-" + n, n);
    } else if (kind < 73) {
      // Alone in its key: the way of a re-routed event has no order with others'.
      score(tenant, "misplaced-reporter-" + n, MISPLACED + n, n);
    } else if (kind < 90) {
      flaky(tenant, n);
    } else {
      patient(tenant, n);
    }
    if (random.nextInt(50) == 0) {
      List<ProducedEvent> produced = workload.produced();
      workload.produced(produced.get(random.nextInt(produced.size())));
    }
  }

  private void score(String tenant, String reporter, String id, int n) {
    Optional<String> key = Optional.of(reporter);
    ObjectNode payload = payload(tenant, reporter, n);
    workload.produced(new ProducedEvent(tenant, id, "issue.scored", key, payload.toString()));
    int points = counts.merge("%s/points:%s".formatted(tenant, reporter), 1, Integer::sum);
    ObjectNode data = object("n", n).put("points", points).put("mark", Workload.mark(tenant));
    Name name = new Name(tenant, "score", new Cause.Upstream(id));
    boolean emits = points % 10 == 0;
    String emitted =
        JSON.createObjectNode().put("reporter", reporter).put("points", points).toString();
    workload.expect(
        ExpectedExecution.succeeding(
            name,
            key,
            List.of(new Line(1, "scored", Optional.of(data.toString()))),
            1,
            emits ? List.of(new Event("score.changed", key, emitted)) : List.of()));
    if (emits) {
      history(tenant, reporter, new Cause.Emitted(name, 0), points);
    }
  }

  private void history(String tenant, String reporter, Cause cause, int points) {
    list("%s/history:%s".formatted(tenant, reporter)).add(points);
    workload.expect(
        ExpectedExecution.succeeding(
            new Name(tenant, "history", cause),
            Optional.of(reporter),
            List.of(new Line(1, "heard", Optional.of(object("points", points).toString()))),
            1,
            List.of()));
  }

  /** Mostly alone in its key, so that many fight over the one value. */
  private void flaky(String tenant, int n) {
    int failures = random.nextInt(10) < 6 ? 0 : random.nextInt(10) == 0 ? 3 : 1;
    Optional<String> key = Optional.of("flaky-" + random.nextInt(50));
    String id = "flaky-" + n;
    ObjectNode payload = payload(tenant, "", n).put("failures", failures);
    workload.produced(new ProducedEvent(tenant, id, "issue.flaky", key, payload.toString()));
    Optional<String> data = Optional.of(object("n", n).toString());
    Name name = new Name(tenant, "flaky", new Cause.Upstream(id));
    Event leftBehind = new Event("flaky.left-behind", Optional.empty(), "{}");
    if (failures == 3) {
      workload.expect(
          new ExpectedExecution(
              name,
              key,
              "failed",
              3,
              IntStream.rangeClosed(1, 3).mapToObj(it -> new Line(it, "trying", data)).toList(),
              0,
              List.of(),
              Optional.of("failed")));
      return;
    }
    counts.merge(tenant + "/flaky:done", 1, Integer::sum);
    int attempts = failures + 1;
    List<Line> lines =
        new ArrayList<>(
            IntStream.rangeClosed(1, attempts)
                .mapToObj(it -> new Line(it, "trying", data))
                .toList());
    lines.add(new Line(attempts, "done", data));
    workload.expect(
        new ExpectedExecution(
            name, key, "succeeded", attempts, lines, 2, List.of(leftBehind), Optional.empty()));
  }

  private void patient(String tenant, int n) {
    String reporter = "waiter-" + random.nextInt(40);
    Optional<String> key = Optional.of(reporter);
    String id = "patient-" + n;
    ObjectNode payload = payload(tenant, reporter, n).put("millis", 1_000 + random.nextInt(2_001));
    workload.produced(new ProducedEvent(tenant, id, "issue.patient", key, payload.toString()));
    list("%s/patient:%s".formatted(tenant, reporter)).add(n);
    ObjectNode data = object("n", n).put("mark", Workload.mark(tenant));
    workload.expect(
        ExpectedExecution.succeeding(
            new Name(tenant, "patient", new Cause.Upstream(id)),
            key,
            List.of(new Line(1, "waited", Optional.of(data.toString()))),
            1,
            List.of()));
  }

  private ArrayNode list(String key) {
    return lists.computeIfAbsent(key, _ -> JSON.createArrayNode());
  }

  private static ObjectNode payload(String tenant, String reporter, int n) {
    return object("n", n).put("reporter", reporter).put("mark", Workload.mark(tenant));
  }

  private static ObjectNode object(String name, int number) {
    return JSON.createObjectNode().put(name, number);
  }
}
