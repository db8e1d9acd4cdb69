package io.scriptmaster.benchmarks.baselines;

import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Does the calculation for each event and writes down what became of it. */
final class CalculateProcessor implements FixedKeyProcessor<String, TriggerEvent, Finished> {

  static final String COUNTERS = "counters";

  private final Workload workload;
  private final JavaCalculation calculation;

  private FixedKeyProcessorContext<String, Finished> context;
  private KeyValueStore<String, Long> counters;

  CalculateProcessor(Workload workload, boolean emit) {
    this.workload = workload;
    this.calculation = new JavaCalculation(workload, emit);
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Finished> context) {
    this.context = context;
    this.counters = context.getStateStore(COUNTERS);
  }

  @Override
  public void process(FixedKeyRecord<String, TriggerEvent> record) {
    context.forward(record.withValue(finished(record.value())));
  }

  private Finished finished(TriggerEvent event) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    long started = System.nanoTime();
    JavaCalculation.Done done =
        calculation.of(event.getPayload(), new CountersOf(event.getTenant()));
    long millis = (System.nanoTime() - started) / 1_000_000;
    String id = idOf(event);
    List<LogLine> lines = done.logged().map(data -> line(event, id, now, data)).stream().toList();
    List<ScriptEvent> emitted =
        done.emitted().map(emission -> emitted(event, id, now, emission)).stream().toList();
    Execution execution =
        Execution.newBuilder()
            .setId(id)
            .setTenant(event.getTenant())
            .setScript(workload.word())
            .setRevision(1)
            .setTrigger("event")
            .setTriggerId(event.getId())
            .setListener(workload.word())
            .setKey(event.getKey())
            .setOutcome("succeeded")
            .setStartedAt(now)
            .setDurationMillis(millis)
            .setCpuMillis(millis)
            .setResult(done.result())
            .setLogLines(lines.size())
            .setEmitted(emitted.size())
            .setValuesWritten(workload.valuesWritten())
            .build();
    return new Finished(execution, lines, emitted);
  }

  private static String idOf(TriggerEvent event) {
    return UUID.nameUUIDFromBytes(
            (event.getTenant() + '/' + event.getId()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private LogLine line(TriggerEvent event, String id, Instant now, String data) {
    return LogLine.newBuilder()
        .setExecutionId(id)
        .setTenant(event.getTenant())
        .setScript(workload.word())
        .setSequence(0)
        .setTimestamp(now)
        .setLevel("info")
        .setMessage("scored")
        .setData(data)
        .build();
  }

  private ScriptEvent emitted(
      TriggerEvent event, String id, Instant now, JavaCalculation.Emission emission) {
    return ScriptEvent.newBuilder()
        .setId(id + "-0")
        .setTenant(event.getTenant())
        .setType("score.changed")
        .setKey(emission.key())
        .setOccurredAt(now)
        .setPayload(emission.payload())
        .setHeaders(Map.of())
        .setExecutionId(id)
        .setScript(workload.word())
        .setDepth(1)
        .build();
  }

  private final class CountersOf implements Counters {

    private final String tenant;

    private CountersOf(String tenant) {
      this.tenant = tenant;
    }

    @Override
    public long get(String key) {
      Long count = counters.get(tenant + '/' + key);
      return count == null ? 0 : count;
    }

    @Override
    public void set(String key, long count) {
      counters.put(tenant + '/' + key, count);
    }
  }
}
