package io.scriptmaster.processors.executions;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.streams.PartitionReader;
import io.scriptmaster.schemas.UntrustedAvro;

/**
 * {@code trigger-events}, and how its records are read.
 *
 * @param readers for what is read a second time
 */
record TriggerTopic(
    String name, int partitions, UntrustedAvro<TriggerEvent> avro, PartitionReader.Opener readers) {

  PartitionReader reader(int partition) {
    return readers.open(name, partition);
  }
}
