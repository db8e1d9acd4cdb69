package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadFirstTest {

  private static final TopicPartition SCRIPTS = new TopicPartition("scripts", 3);
  private static final TopicPartition TENANTS = new TopicPartition("tenants", 3);
  private static final TopicPartition EVENTS = new TopicPartition("events", 3);
  private static final TopicPartition OTHER_SCRIPTS = new TopicPartition("scripts", 4);
  private static final TopicPartition OTHER_EVENTS = new TopicPartition("events", 4);
  private static final List<TopicPartition> ASSIGNED =
      List.of(EVENTS, SCRIPTS, OTHER_EVENTS, TENANTS, OTHER_SCRIPTS);

  private final ReadFirst first = new ReadFirst(Set.of("scripts", "tenants"));
  private final Map<TopicPartition, Long> lags =
      new HashMap<>(Map.of(SCRIPTS, 0L, TENANTS, 0L, OTHER_SCRIPTS, 0L));

  @Test
  void shouldLetAllBeReadWhereNothingIsLeftOfWhatComesFirst() {
    assertThat(waiting()).isEmpty();
  }

  @Test
  void shouldHoldThoseOfTheSamePartitionAlone() {
    lags.put(TENANTS, 1L);

    assertThat(waiting()).containsExactly(EVENTS);
  }

  @Test
  void shouldHoldAsLongAsItIsNotKnownWhatIsLeft() {
    lags.remove(OTHER_SCRIPTS);

    assertThat(waiting()).containsExactly(OTHER_EVENTS);
  }

  private Set<TopicPartition> waiting() {
    return first.waiting(
        ASSIGNED,
        partition ->
            lags.containsKey(partition)
                ? OptionalLong.of(lags.get(partition))
                : OptionalLong.empty());
  }
}
