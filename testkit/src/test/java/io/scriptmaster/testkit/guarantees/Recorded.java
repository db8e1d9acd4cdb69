package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topics as lists, which a test may spoil. */
final class Recorded {

  static final int PARTITIONS = 8;

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  final List<ConsumerRecord<String, Execution>> executions = new ArrayList<>();
  final List<ConsumerRecord<String, LogLine>> logLines = new ArrayList<>();
  final List<ConsumerRecord<String, ScriptEvent>> events = new ArrayList<>();
  final List<ConsumerRecord<String, ScriptValue>> values = new ArrayList<>();
  final List<ConsumerRecord<String, DeadLetter>> deadLetters = new ArrayList<>();
  final Map<String, String> overRest = new HashMap<>();

  Written written() {
    return new Written(PARTITIONS, executions, logLines, events, values, deadLetters, overRest);
  }

  Execution.Builder execution(String id, String tenant, String triggerId) {
    return Execution.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setScript("score")
        .setRevision(1)
        .setTrigger("event")
        .setTriggerId(triggerId)
        .setKey("k")
        .setAttempt(1)
        .setOutcome("succeeded")
        .setStartedAt(NOW)
        .setDurationMillis(1)
        .setCpuMillis(1)
        .setLogLines(1)
        .setValuesWritten(1);
  }

  void add(Execution.Builder execution) {
    executions.add(
        record("executions", execution.getTenant(), executions.size(), execution.build()));
  }

  void logLine(String execution, String tenant, int sequence, String data) {
    logLines.add(
        record(
            "execution-logs",
            tenant,
            logLines.size(),
            LogLine.newBuilder()
                .setExecutionId(execution)
                .setTenant(tenant)
                .setScript("score")
                .setSequence(sequence)
                .setTimestamp(NOW)
                .setLevel("info")
                .setMessage("scored")
                .setData(data)
                .build()));
  }

  void event(String execution, String tenant, String payload) {
    events.add(
        record(
            "script-events",
            tenant,
            events.size(),
            ScriptEvent.newBuilder()
                .setId(execution + "-0")
                .setTenant(tenant)
                .setType("score.changed")
                .setKey("k")
                .setOccurredAt(NOW)
                .setPayload(payload)
                .setExecutionId(execution)
                .setScript("score")
                .setDepth(1)
                .build()));
  }

  void value(String execution, String tenant, String json, long version) {
    values.add(
        record(
            "script-values",
            tenant + "/points",
            values.size(),
            ScriptValue.newBuilder()
                .setTenant(tenant)
                .setKey("points")
                .setValue(json)
                .setVersion(version)
                .setUpdatedAt(NOW)
                .setScript("score")
                .setExecutionId(execution)
                .build()));
    overRest.put(tenant + "/points", json);
  }

  void deadLetter(String tenant, String execution, String reason) {
    deadLetters.add(
        record(
            "dead-letters",
            tenant,
            deadLetters.size(),
            DeadLetter.newBuilder()
                .setId("execution-" + execution)
                .setTenant(tenant)
                .setTopic("trigger-events")
                .setPartition(0)
                .setOffset(0)
                .setTimestamp(NOW)
                .setReason(reason)
                .setMessage("of a test")
                .setFailedAt(NOW)
                .setExecution(execution)
                .build()));
  }

  /** The same record with another value. */
  static <V> void change(List<ConsumerRecord<String, V>> records, int at, UnaryOperator<V> change) {
    ConsumerRecord<String, V> old = records.get(at);
    records.set(
        at,
        new ConsumerRecord<>(
            old.topic(), old.partition(), old.offset(), old.key(), change.apply(old.value())));
  }

  static <V> ConsumerRecord<String, V> record(String topic, String key, long offset, V value) {
    String tenant = key.contains("/") ? key.substring(0, key.indexOf('/')) : key;
    int partition = TenantPartition.of(new TenantId(tenant), PARTITIONS);
    return new ConsumerRecord<>(topic, partition, offset, key, value);
  }
}
