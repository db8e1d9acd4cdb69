package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.PostponedRange;
import io.scriptmaster.processors.streams.PartitionReader;
import io.scriptmaster.processors.streams.RecordsGoneException;
import io.scriptmaster.processors.streams.StateSerde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A log of records by tenant, and rooms that are opened and closed. */
class PostponedEventsTest {

  private final List<String> log = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> atQuota = new HashSet<>();
  private final Set<String> nearQuota = new HashSet<>();
  private final List<String> dealtWith = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private final PostponedEvents postponed = new PostponedEvents();
  private long forgottenBefore;
  private long earliest = -1;
  private int opened;

  private final ReadPostponed again =
      new ReadPostponed(
          postponed,
          this::open,
          this::take,
          (range, earliest) ->
              lost.add(range.tenant() + " " + range.next() + " to " + range.goneBefore(earliest)));

  private final KeyValueStore<String, PostponedRange> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("store"),
              Serdes.String(),
              StateSerde.of(PostponedRange.getEncoder(), PostponedRange.getDecoder()))
          .withLoggingDisabled()
          .build();

  PostponedEventsTest() {
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    postponed.restore(store);
    postponed.askForRoom(
        new PostponedEvents.Room() {
          @Override
          public boolean hasPlace(String tenant) {
            return places.getOrDefault(tenant, 0) > 0;
          }

          @Override
          public boolean isAtQuota(String tenant) {
            return atQuota.contains(tenant);
          }

          @Override
          public boolean isNearQuota(String tenant) {
            return atQuota.contains(tenant) || nearQuota.contains(tenant);
          }
        });
  }

  @Test
  void shouldPostponeNothingOfATenantThatHasRoom() {
    assertThat(arrive("a")).isFalse();
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldReadOnlyTheEventsOfTheTenantInTheirOrder() {
    // Given
    arrive("a");
    postponed.begin("a");
    List.of("a", "b", "a", "b", "a").forEach(this::arrive);
    assertThat(postponed.count("a")).isEqualTo(3);

    // When
    places.put("a", 10);
    again.proceed();

    // Then
    assertThat(dealtWith).containsExactly("a@1", "a@3", "a@5");
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldGoOnWhereRoomEndedWithoutReadingTwice() {
    // Given
    arrive("a");
    postponed.begin("a");
    for (int i = 0; i < 7; i++) {
      arrive("a");
    }

    // When
    places.put("a", 3);
    again.proceed();
    again.proceed();
    places.put("a", 2);
    again.proceed();

    // Then
    assertThat(dealtWith).containsExactly("a@1", "a@2", "a@3", "a@4", "a@5");
    assertThat(postponed.count("a")).isEqualTo(2);
  }

  @Test
  void shouldPostponeLaterEventsAsLongAsEarlierOnesWait() {
    // Given
    arrive("a");
    postponed.begin("a");
    arrive("a");

    // When there is room again, and a new one comes before the postponed was read
    places.put("a", 10);
    boolean later = arrive("a");
    again.proceed();
    boolean afterwards = arrive("a");

    // Then
    assertThat(later).isTrue();
    assertThat(dealtWith).containsExactly("a@1", "a@2");
    assertThat(afterwards).isFalse();
  }

  @Test
  void shouldServeAnotherTenantWhileOneHasNoRoom() {
    // Given
    for (String tenant : List.of("a", "b")) {
      arrive(tenant);
      postponed.begin(tenant);
    }
    List.of("a", "b", "a", "b").forEach(this::arrive);

    // When
    places.put("a", 1);
    places.put("b", 2);
    again.proceed();
    again.proceed();

    // Then
    assertThat(dealtWith).containsExactly("a@2", "b@3", "b@5");
    assertThat(postponed.count("a")).isEqualTo(1);
    assertThat(postponed.count("b")).isZero();
  }

  @Test
  void shouldHaveRejectedWhatIsBeyondTheQuotaAndNotMeetItAgain() {
    // Given
    arrive("a");
    postponed.begin("a");
    arrive("a");

    // When it is at its quota, then below it but near, then far below
    atQuota.add("a");
    boolean atIt = arrive("a");
    boolean rejected = postponed.isBeyondQuota(2);
    atQuota.clear();
    nearQuota.add("a");
    boolean nearIt = arrive("a");
    nearQuota.clear();
    boolean below = arrive("a");
    places.put("a", 10);
    again.proceed();

    // Then
    assertThat(List.of(atIt, nearIt, below)).containsExactly(false, false, true);
    assertThat(rejected).isTrue();
    assertThat(postponed.isBeyondQuota(4)).isFalse();
    assertThat(dealtWith).containsExactly("a@1", "a@4");
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldKnowAnEventThatCameBehindPostponedOnes() {
    // Given two, of which one has been read again
    arrive("a");
    postponed.begin("a");
    arrive("a");
    arrive("a");
    places.put("a", 1);
    again.proceed();

    // Then
    assertThat(postponed.isBehind("a", 3)).isTrue();
    assertThat(postponed.isBehind("a", 1)).isFalse();
    assertThat(postponed.isBehind("b", 3)).isFalse();
  }

  @Test
  void shouldGiveUpWhatWasCutOffTheEndOfTheTopic() {
    arrive("a");
    postponed.begin("a");
    arrive("a");
    forgottenBefore = Long.MAX_VALUE;
    earliest = 0;

    places.put("a", 10);
    again.proceed();

    assertThat(lost).containsExactly("a 1 to 2");
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldSayWhatTheTopicForgotAndGoOn() {
    // Given
    arrive("a");
    postponed.begin("a");
    for (int i = 0; i < 4; i++) {
      arrive("a");
    }

    // When
    forgottenBefore = 3;
    places.put("a", 10);
    again.proceed();
    again.proceed();

    // Then
    assertThat(lost).containsExactly("a 1 to 3");
    assertThat(dealtWith).containsExactly("a@3", "a@4");
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldSayAllThatTheTopicForgotAcrossWhatWasRejected() {
    // Given 1 and 2 postponed, 3 rejected, 4 and 5 postponed
    arrive("a");
    postponed.begin("a");
    arrive("a");
    arrive("a");
    atQuota.add("a");
    arrive("a");
    atQuota.clear();
    arrive("a");
    arrive("a");

    // When
    forgottenBefore = 5;
    places.put("a", 10);
    again.proceed();
    again.proceed();

    // Then
    assertThat(lost).containsExactly("a 1 to 5");
    assertThat(dealtWith).containsExactly("a@5");
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldForgetATenantOfWhichNothingCame() {
    // Given
    arrive("a");
    postponed.begin("a");

    // When
    places.put("a", 1);
    again.proceed();

    // Then
    assertThat(again.proceed()).isFalse();
    assertThat(opened).isZero();
  }

  @Test
  void shouldLeaveRecordsWithoutAKeyAlone() {
    postponed.begin("a");

    assertThat(postponed.postpone(null, 1)).isFalse();
  }

  @Test
  void shouldTakeEventsAtTheGateAsSoonAsThoseBeforeAreDecided() {
    // Given a poll, of which the first event finds no room
    List<ConsumerRecord<byte[], byte[]>> first = poll("a", "b", "a");
    decide(first.getFirst());
    postponed.begin("a");

    // When another comes before the rest is decided, and one after
    List<ConsumerRecord<byte[], byte[]>> early = poll("a", "b");
    first.stream().skip(1).forEach(this::decide);
    early.forEach(this::decide);
    List<ConsumerRecord<byte[], byte[]>> late = poll("a", "b", "a", "b");
    late.forEach(this::decide);
    places.put("a", 10);
    again.proceed();

    // Then
    assertThat(names(early)).containsExactly("a@3", "b@4");
    assertThat(names(late)).containsExactly("b@6", "b@8");
    assertThat(dealtWith).containsExactly("a@2", "a@3", "a@5", "a@7");
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldLetTheLastOfAPollPassSoThatItsOffsetIsCommitted() {
    decide(poll("a").getFirst());
    postponed.begin("a");

    List<ConsumerRecord<byte[], byte[]>> passed = poll("a", "a", "a");

    assertThat(names(passed)).containsExactly("a@3");
    assertThat(decide(passed.getFirst())).isTrue();
    assertThat(postponed.count("a")).isEqualTo(3);
  }

  @Test
  void shouldRememberWhatTheGateTookUntilThoseBeforeItAreDecided() {
    // Given a neighbour's event that is not decided, and later ones that were taken and read
    decide(poll("a").getFirst());
    postponed.begin("a");
    List<ConsumerRecord<byte[], byte[]>> passed = poll("b", "a", "a", "b");
    places.put("a", 10);
    again.proceed();

    // When the process ends here and what was not decided is read again
    boolean known = !postponed.isEmpty();
    postponed.beforeCommit();
    postponed.restore(store);
    List<ConsumerRecord<byte[], byte[]>> later = poll(1, "b", "a", "a", "b");

    // Then
    assertThat(names(passed)).containsExactly("b@1", "b@4");
    assertThat(dealtWith).containsExactly("a@2", "a@3");
    assertThat(known).isTrue();
    assertThat(names(later)).containsExactly("b@1", "b@4");
    later.forEach(this::decide);
    again.proceed();
    assertThat(postponed.isEmpty()).isTrue();
  }

  @Test
  void shouldTakeNothingAtTheGateBeyondTheQuota() {
    decide(poll("a").getFirst());
    postponed.begin("a");
    atQuota.add("a");

    List<ConsumerRecord<byte[], byte[]>> passed = poll("a", "a", "b");

    assertThat(names(passed)).containsExactly("a@1", "a@2", "b@3");
    assertThat(passed.stream().map(this::decide)).containsOnly(false);
  }

  @Test
  void shouldDealAnewWithATopicThatWasMadeAnew() {
    // Given events that were taken and read, before those that were decided
    decide(poll("a").getFirst());
    postponed.begin("a");
    poll("b", "a", "a", "b");
    places.put("a", 3);
    again.proceed();

    // When
    log.clear();
    List<ConsumerRecord<byte[], byte[]>> passed = poll(0, "a", "b");

    // Then
    assertThat(names(passed)).contains("a@0", "b@1");
    assertThat(passed.stream().map(this::decide)).contains(false);
  }

  @Test
  void shouldKnowThatAnEventWithoutAKeyIsBehindThoseThatTheGateTook() {
    decide(poll("a").getFirst());
    postponed.begin("a");
    poll("a", "b", "a", "b");

    assertThat(postponed.isBehind("a", 2)).isTrue();
  }

  @Test
  void shouldLeaveTheGateOpenWhereNothingIsPostponed() {
    assertThat(names(poll("a", "a"))).containsExactly("a@0", "a@1");
  }

  private List<ConsumerRecord<byte[], byte[]>> poll(String... tenants) {
    int offset = log.size();
    log.addAll(List.of(tenants));
    return poll(offset, tenants);
  }

  private List<ConsumerRecord<byte[], byte[]>> poll(int offset, String... tenants) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < tenants.length; i++) {
      records.add(
          new ConsumerRecord<>("t", 0, offset + i, tenants[i].getBytes(UTF_8), new byte[0]));
    }
    return postponed.pass(records);
  }

  private boolean decide(ConsumerRecord<byte[], byte[]> record) {
    return postponed.postpone(record.key(), record.offset());
  }

  private static List<String> names(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .map(record -> new String(record.key(), UTF_8) + "@" + record.offset())
        .toList();
  }

  private boolean arrive(String tenant) {
    log.add(tenant);
    return postponed.postpone(tenant.getBytes(UTF_8), log.size() - 1L);
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    String tenant = new String(record.key(), UTF_8);
    places.merge(tenant, -1, Integer::sum);
    dealtWith.add(tenant + "@" + record.offset());
  }

  private PartitionReader open() {
    opened++;
    return new PartitionReader() {
      @Override
      public List<ConsumerRecord<byte[], byte[]>> read(long offset) {
        if (offset < forgottenBefore) {
          throw new RecordsGoneException("gone", earliest < 0 ? forgottenBefore : earliest);
        }
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long at = offset; at < log.size() && records.size() < 4; at++) {
          records.add(
              new ConsumerRecord<>("t", 0, at, log.get((int) at).getBytes(UTF_8), new byte[0]));
        }
        return records;
      }

      @Override
      public void close() {}
    };
  }
}
