package io.scriptmaster.testkit.guarantees;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * No execution, log line, emitted event, version of a value or dead letter is written twice; no
 * trigger starts a script twice.
 */
public final class NothingDoubled implements Guarantee {

  @Override
  public List<String> breaches(Workload workload, Written written) {
    List<String> breaches = new ArrayList<>();
    breaches.addAll(twice("execution", written.executions(), it -> Stream.of(it.value().getId())));
    breaches.addAll(
        twice(
            "execution of trigger",
            written.executions(),
            it ->
                Stream.of(
                    List.of(
                        it.value().getTenant(),
                        it.value().getScript(),
                        it.value().getTrigger(),
                        it.value().getTriggerId()))));
    breaches.addAll(
        twice(
            "log line",
            written.logLines(),
            it -> Stream.of(List.of(it.value().getExecutionId(), it.value().getSequence()))));
    breaches.addAll(twice("event", written.events(), it -> Stream.of(it.value().getId())));
    breaches.addAll(
        twice(
            "write of value",
            written.values(),
            it ->
                Stream.ofNullable(it.value())
                    .map(value -> List.of(it.key(), value.getExecutionId(), value.getVersion()))));
    breaches.addAll(
        twice("dead letter", written.deadLetters(), it -> Stream.of(it.value().getId())));
    return breaches;
  }

  private static <V> List<String> twice(
      String what,
      List<ConsumerRecord<String, V>> records,
      Function<ConsumerRecord<String, V>, Stream<Object>> names) {
    Set<Object> seen = new HashSet<>();
    return records.stream()
        .flatMap(
            record ->
                names
                    .apply(record)
                    .filter(name -> !seen.add(name))
                    .map(
                        name ->
                            "%s %s is there again at %s-%d offset %d"
                                .formatted(
                                    what,
                                    name,
                                    record.topic(),
                                    record.partition(),
                                    record.offset())))
        .toList();
  }
}
