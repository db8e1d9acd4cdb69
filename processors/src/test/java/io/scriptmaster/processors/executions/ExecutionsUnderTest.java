package io.scriptmaster.processors.executions;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.RetryPolicy;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.processors.executions.work.WorkerSettings;
import io.scriptmaster.processors.streams.PartitionReader;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.testkit.Entities;
import io.scriptmaster.testkit.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The executions' topology in the test driver, with workers of its own.
 *
 * <p>The driver has one partition, numbered 0, so a tenant belongs there where its partition of one
 * is asked for.
 */
abstract class ExecutionsUnderTest {

  static final WorkerSettings WORKERS = WorkerSettings.ofThisMachine();

  static ScriptEngine engine;
  static Executions shared;

  @TempDir Path stateDirectory;

  /** Goes on counting from test to test. */
  static final MeterRegistry METERS = new SimpleMeterRegistry();

  final Set<String> tenants = new HashSet<>();
  Executions running;
  TopologyHarness harness;
  TestOutputTopic<String, Execution> executions;
  TestOutputTopic<String, LogLine> logLines;
  TestOutputTopic<String, DeadLetter> deadLetters;

  @BeforeAll
  static void startEngine() {
    engine = ScriptEngine.create();
    shared = new Executions(engine, WorkerSettings.ofThisMachine(), InstantSource.system(), METERS);
  }

  @AfterAll
  static void stopEngine() {
    shared.close();
    engine.close();
  }

  @BeforeEach
  void start() {
    start(1);
  }

  void start(int partitions) {
    start(partitions, shared);
  }

  void start(Executions theirs) {
    tenants.clear();
    start(1, theirs);
  }

  void start(int partitions, Executions theirs) {
    if (harness != null) {
      harness.close();
    }
    running = theirs;
    Path directory = stateDirectory.resolve("of-%d-%d".formatted(partitions, theirs.hashCode()));
    harness =
        new TopologyHarness(
            (topics, serdes) ->
                StreamsApplication.properties(
                    new StreamsSettings("localhost:1", directory, "test-", 1, 1),
                    ExecutionsTopology.PROFILE,
                    topics,
                    serdes),
            (topics, serdes) ->
                config ->
                    ExecutionsTopology.build(
                        config, topics, serdes, partitions, theirs, this::readerOf));
    executions = harness.output(harness.topics().executions());
    logLines = harness.output(harness.topics().executionLogs());
    deadLetters = harness.output(harness.topics().deadLetters());
  }

  /** Nothing is postponed here: the driver has no log to read again. */
  PartitionReader readerOf(String topic, int partition) {
    throw new AssertionError("nobody floods " + topic + "-" + partition);
  }

  @AfterEach
  void stop() {
    harness.close();
    if (running != shared) {
      running.close();
    }
  }

  ExecutionRequest request(DeadLetter letter) {
    return harness
        .serdes()
        .deserializer(harness.topics().webRequests())
        .deserialize("", letter.getValue().array());
  }

  static RetryPolicy retry(int attempts) {
    return RetryPolicy.newBuilder()
        .setAttempts(attempts)
        .setBackoffMillis(1)
        .setMaxBackoffMillis(1_000)
        .setOutcomes(List.of("failed"))
        .build();
  }

  void save(String tenant, String script, String source) {
    save(tenant, script(tenant, script, source).build());
    listen(tenant, listener("on-issues", script).setTenant(tenant).build());
  }

  void save(String tenant, Script script) {
    if (!tenants.contains(tenant)) {
      tenants.add(tenant);
      harness.input(harness.topics().tenants()).pipeInput(tenant, tenant(tenant));
    }
    harness.input(harness.topics().scripts()).pipeInput(tenant + "/" + script.getId(), script);
    if (script.getRevision() == 1 && script.getRetry() != null) {
      listen(tenant, listener("on-issues", script.getId()).setTenant(tenant).build());
    }
  }

  void listen(String tenant, Listener listener) {
    harness
        .input(harness.topics().listeners())
        .pipeInput(tenant + "/" + listener.getId(), listener);
  }

  static Script.Builder script(String tenant, String id, String source) {
    return Entities.script(tenant, id, source);
  }

  static Listener.Builder listener(String id, String script) {
    return Entities.listener("acme", id, script);
  }

  static Tenant tenant(String id) {
    return Entities.tenant(id).build();
  }

  void send(TriggerEvent event) {
    pipe(event);
    finish(event.getTenant());
  }

  void pipe(TriggerEvent event) {
    harness.input(harness.topics().triggerEvents()).pipeInput(event.getTenant(), event);
  }

  static Executions withMemory(long bytes) {
    return new Executions(
        engine, WORKERS, InstantSource.system(), new SimpleMeterRegistry(), new MemoryShare(bytes));
  }

  void limit(String tenant, String limit, long value) {
    harness
        .input(harness.topics().tenants())
        .pipeInput(
            tenant, Tenant.newBuilder(tenant(tenant)).setLimits(Map.of(limit, value)).build());
  }

  String backlog(String tenant) {
    return (String) harness.driver().getKeyValueStore("backlog-by-tenant").get(tenant);
  }

  /** Lets the workers do what there is, and the stream thread settle it. */
  void finish(String tenant) {
    FairQueue queue = running.parts(null).workers().queue();
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              harness.driver().advanceWallClockTime(Duration.ofMillis(1));
              return queue.counts(tenant).all() == 0;
            });
  }

  void sendRaw(byte[] value) {
    harness.rawInput(harness.topics().triggerEvents()).pipeInput((byte[]) null, value);
    finish("acme");
  }

  byte[] bytes(TriggerEvent event) {
    return harness.serdes().serializer(harness.topics().triggerEvents()).serialize("", event);
  }

  static TriggerEvent.Builder event(String tenant, String id) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setType("issue.created")
        .setOccurredAt(Instant.EPOCH)
        .setPayload("{}");
  }
}
