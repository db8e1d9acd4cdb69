package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.schemas.TenantPartition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every record is filed under its own tenant, on that tenant's partition; no text in it carries the
 * mark of another; and it belongs to an execution and a trigger of the same tenant.
 */
public final class NoTenantSeesAnother implements Guarantee {

  private static final Pattern MARK = Pattern.compile("<<([a-z0-9-]+)>>");

  @Override
  public List<String> breaches(Workload workload, Written written) {
    List<String> breaches = new ArrayList<>();
    breaches.addAll(
        check(written, written.executions(), Execution::getTenant, NoTenantSeesAnother::texts));
    breaches.addAll(
        check(written, written.logLines(), LogLine::getTenant, NoTenantSeesAnother::texts));
    breaches.addAll(
        check(written, written.events(), ScriptEvent::getTenant, NoTenantSeesAnother::texts));
    breaches.addAll(
        check(written, written.values(), ScriptValue::getTenant, NoTenantSeesAnother::texts));
    breaches.addAll(
        check(written, written.deadLetters(), DeadLetter::getTenant, NoTenantSeesAnother::texts));
    strangersTriggers(workload, written, breaches);
    strangersExecutions(written, breaches);
    written
        .valuesOverRest()
        .forEach(
            (key, json) ->
                foreignMark(tenantOf(key), Stream.of(key, json))
                    .ifPresent(
                        mark -> breaches.add("the API shows %s at %s".formatted(mark, key))));
    return breaches;
  }

  private static <V> List<String> check(
      Written written,
      List<ConsumerRecord<String, V>> records,
      Function<V, String> tenant,
      Function<V, Stream<String>> texts) {
    List<String> breaches = new ArrayList<>();
    for (ConsumerRecord<String, V> record : records) {
      String place =
          "%s-%d offset %d".formatted(record.topic(), record.partition(), record.offset());
      if (record.key() != null
          && TenantPartition.ofKey(record.key(), written.partitions()) != record.partition()) {
        breaches.add("%s is not the partition of %s".formatted(place, record.key()));
      }
      if (record.value() == null) {
        continue;
      }
      String owner = tenant.apply(record.value());
      if (owner == null) {
        continue;
      }
      if (!owner.equals(tenantOf(record.key()))) {
        breaches.add("%s of %s is filed under %s".formatted(place, owner, record.key()));
      }
      foreignMark(owner, texts.apply(record.value()))
          .ifPresent(mark -> breaches.add("%s of %s shows %s".formatted(place, owner, mark)));
    }
    return breaches;
  }

  private static String tenantOf(String key) {
    if (key == null) {
      return "";
    }
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }

  private static Optional<String> foreignMark(String tenant, Stream<String> texts) {
    return texts
        .filter(Objects::nonNull)
        .map(MARK::matcher)
        .flatMap(Matcher::results)
        .filter(mark -> !mark.group(1).equals(tenant))
        .map(mark -> mark.group())
        .findFirst();
  }

  /** Executions of events of the workload's tenants that this tenant did not send. */
  private static void strangersTriggers(Workload workload, Written written, List<String> breaches) {
    ExecutionIndex index = new ExecutionIndex(written.executions());
    for (ConsumerRecord<String, Execution> record : written.executions()) {
      Execution execution = record.value();
      if (!execution.getTrigger().equals("event")) {
        continue;
      }
      boolean own =
          execution.getDepth() == 0
              ? workload.position(execution.getTenant(), execution.getTriggerId()).isPresent()
              : index
                  .byId(emitter(execution.getTriggerId()))
                  .filter(by -> by.getTenant().equals(execution.getTenant()))
                  .isPresent();
      if (!own) {
        breaches.add(
            "execution %s of %s ran for %s, which is none of its events"
                .formatted(execution.getId(), execution.getTenant(), execution.getTriggerId()));
      }
    }
  }

  private static String emitter(String eventId) {
    return eventId.substring(0, Math.max(0, eventId.lastIndexOf('-')));
  }

  private static void strangersExecutions(Written written, List<String> breaches) {
    ExecutionIndex index = new ExecutionIndex(written.executions());
    Stream.of(
            written.logLines().stream()
                .map(it -> List.of(it.value().getTenant(), it.value().getExecutionId())),
            written.events().stream()
                .map(it -> List.of(it.value().getTenant(), it.value().getExecutionId())),
            written.values().stream()
                .filter(it -> it.value() != null)
                .map(it -> List.of(it.value().getTenant(), it.value().getExecutionId())))
        .flatMap(Function.identity())
        .filter(
            pair ->
                index
                    .byId(pair.get(1))
                    .filter(execution -> !execution.getTenant().equals(pair.get(0)))
                    .isPresent())
        .map(pair -> "%s has an effect of execution %s".formatted(pair.get(0), pair.get(1)))
        .forEach(breaches::add);
  }

  private static Stream<String> texts(Execution execution) {
    return Stream.concat(
        Stream.of(execution.getResult(), execution.getKey(), execution.getTriggerId()),
        execution.getError() == null
            ? Stream.empty()
            : Stream.concat(
                Stream.of(execution.getError().getMessage()),
                execution.getError().getStack().stream()));
  }

  private static Stream<String> texts(LogLine line) {
    return Stream.of(line.getMessage(), line.getData());
  }

  private static Stream<String> texts(ScriptEvent event) {
    return Stream.concat(
        Stream.of(event.getType(), event.getKey(), event.getPayload()),
        event.getHeaders().values().stream());
  }

  private static Stream<String> texts(ScriptValue value) {
    return Stream.of(value.getKey(), value.getValue());
  }

  private static Stream<String> texts(DeadLetter letter) {
    return Stream.of(letter.getMessage(), text(letter.getKey()), text(letter.getValue()));
  }

  private static String text(ByteBuffer bytes) {
    return bytes == null ? "" : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
