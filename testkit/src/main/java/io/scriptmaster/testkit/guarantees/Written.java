package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.TopicReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the platform has written: committed records, in the order of each partition.
 *
 * @param partitions of every topic
 * @param valuesOverRest what the API shows, JSON by {@code tenant/key}
 */
public record Written(
    int partitions,
    List<ConsumerRecord<String, Execution>> executions,
    List<ConsumerRecord<String, LogLine>> logLines,
    List<ConsumerRecord<String, ScriptEvent>> events,
    List<ConsumerRecord<String, ScriptValue>> values,
    List<ConsumerRecord<String, DeadLetter>> deadLetters,
    Map<String, String> valuesOverRest) {

  public Written {
    executions = List.copyOf(executions);
    logLines = List.copyOf(logLines);
    events = List.copyOf(events);
    values = List.copyOf(values);
    deadLetters = List.copyOf(deadLetters);
    valuesOverRest = Map.copyOf(valuesOverRest);
  }

  /** Reads all topics to their present ends. */
  public static Written read(
      String bootstrapServers,
      AvroSerdes serdes,
      TopicCatalogue topics,
      int partitions,
      Map<String, String> valuesOverRest) {
    return new Written(
        partitions,
        read(bootstrapServers, serdes, topics.executions()),
        read(bootstrapServers, serdes, topics.executionLogs()),
        read(bootstrapServers, serdes, topics.scriptEvents()),
        read(bootstrapServers, serdes, topics.scriptValues()),
        read(bootstrapServers, serdes, topics.deadLetters()),
        valuesOverRest);
  }

  private static <V extends SpecificRecord> List<ConsumerRecord<String, V>> read(
      String bootstrapServers, AvroSerdes serdes, Topic<V> topic) {
    try (TopicReader<V> reader = TopicReader.of(bootstrapServers, serdes, topic)) {
      return reader.readToEnd();
    }
  }

  /** The last of each key, by {@code tenant/key}; what was deleted is not there. */
  Map<String, ScriptValue> lastValues() {
    Map<String, ScriptValue> last = new HashMap<>();
    for (ConsumerRecord<String, ScriptValue> record : values) {
      if (record.value() == null) {
        last.remove(record.key());
      } else {
        last.put(record.key(), record.value());
      }
    }
    return last;
  }

  /** Of all writes, in their order, by {@code tenant/key}. */
  Map<String, List<Long>> versions() {
    Map<String, List<Long>> versions = new HashMap<>();
    for (ConsumerRecord<String, ScriptValue> record : values) {
      if (record.value() != null) {
        versions
            .computeIfAbsent(record.key(), _ -> new ArrayList<>())
            .add(record.value().getVersion());
      }
    }
    return versions;
  }
}
