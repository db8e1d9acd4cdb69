package io.scriptmaster.processors.streams;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions have to wait until others with the same number have been read: an event is not
 * read before the definitions that were written before it, also after a restart, when both are
 * there.
 *
 * <p>Kafka Streams has this itself, as {@code max.task.idle.ms=0}, but looks at each record
 * (docs/decisions/0018); here it is looked at for each poll.
 *
 * @param topics that are read first
 */
record ReadFirst(Set<String> topics) {

  ReadFirst {
    topics = Set.copyOf(topics);
  }

  /**
   * @param assigned partitions of a consumer
   * @param lag what it has not read of a partition; empty as long as it does not know
   * @return those of the assigned ones that wait
   */
  Set<TopicPartition> waiting(
      Collection<TopicPartition> assigned, Function<TopicPartition, OptionalLong> lag) {
    Set<Integer> behind = new HashSet<>();
    for (TopicPartition partition : assigned) {
      if (topics.contains(partition.topic()) && lag.apply(partition).orElse(1) > 0) {
        behind.add(partition.partition());
      }
    }
    return behind.isEmpty()
        ? Set.of()
        : assigned.stream()
            .filter(partition -> behind.contains(partition.partition()))
            .filter(partition -> !topics.contains(partition.topic()))
            .collect(Collectors.toSet());
  }
}
