package io.scriptmaster.processors.executions.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  private static final long MILLI = 1_000_000;
  private static final long MOST_BYTES = 3 * FairQueue.OUTCOME_BYTES_PER_TENANT;

  private long now = 1;
  private final FairQueue queue = new FairQueue(() -> now, MOST_BYTES);

  @Test
  void shouldServeTenantsByTimeUsed() throws InterruptedException {
    // Given a tenant whose tickets take ten times as long as the other's
    for (int i = 0; i < 100; i++) {
      queue.add(ticket("slow"));
      queue.add(ticket("quick"));
    }

    // When
    List<String> served = new ArrayList<>();
    for (int i = 0; i < 55; i++) {
      Ticket ticket = takeOne();
      served.add(ticket.tenant());
      finish(ticket, ticket.tenant().equals("slow") ? 10 * MILLI : MILLI);
    }

    // Then
    assertThat(served).filteredOn("slow"::equals).hasSizeBetween(4, 6);
  }

  @Test
  void shouldKeepNothingOfATenantThatIsDropped() {
    // Given one that waits for long
    Ticket waits = ticket("gone");
    queue.addLater(waits, Duration.ofHours(24));
    queue.addLater(ticket("stays"), Duration.ofHours(24));

    // When
    queue.drop(List.of("gone"));

    // Then
    assertThat(queue.waitingForTime()).isEqualTo(1);
  }

  @Test
  void shouldBeginNothingOfATenantThatIsHeldAndLetWhatHasBegunGoOn() throws InterruptedException {
    // Given one that waits, and one that has not begun
    queue.add(ticket("held"));
    Ticket begun = takeOne();
    queue.waiting(begun, MILLI, Duration.ofNanos(MILLI));
    queue.add(ticket("held"));

    // When
    queue.hold("held");
    queue.add(ticket("held"));
    queue.add(ticket("other"));

    // Then
    assertThat(takeOne().tenant()).isEqualTo("other");
    assertThat(queue.take(1, Duration.ZERO)).isEmpty();
    now += 2 * MILLI;
    assertThat(takeOne()).isSameAs(begun);
    finish(begun, MILLI);
    assertThat(queue.take(1, Duration.ZERO)).isEmpty();

    // When
    queue.letGo("held");

    // Then
    assertThat(takeOne().tenant()).isEqualTo("held");
  }

  @Test
  void shouldHoldATenantThatHasNothingYet() throws InterruptedException {
    // When
    queue.hold("held");
    queue.add(ticket("held"));

    // Then
    assertThat(queue.take(1, Duration.ZERO)).isEmpty();
    queue.letGo("held");
    assertThat(takeOne().tenant()).isEqualTo("held");
  }

  @Test
  void shouldWeighTenants() throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      queue.add(ticket("heavy", Optional.empty(), new Share(300, 1_000)));
      queue.add(ticket("light", Optional.empty(), new Share(100, 1_000)));
    }

    List<String> served = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      Ticket ticket = takeOne();
      served.add(ticket.tenant());
      finish(ticket, MILLI);
    }

    assertThat(served).filteredOn("heavy"::equals).hasSizeBetween(58, 62);
  }

  @Test
  void shouldNotCreditTimeSpentAway() throws InterruptedException {
    // Given a tenant that has used much, while the other was away
    for (int i = 0; i < 100; i++) {
      queue.add(ticket("busy"));
    }
    for (int i = 0; i < 50; i++) {
      finish(takeOne(), 10 * MILLI);
    }

    // When the other comes
    for (int i = 0; i < 100; i++) {
      queue.add(ticket("late"));
    }
    List<String> served = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Ticket ticket = takeOne();
      served.add(ticket.tenant());
      finish(ticket, MILLI);
    }

    // Then it makes up for the other's last ticket, not for all before
    assertThat(served).filteredOn("busy"::equals).hasSizeBetween(24, 30);
  }

  @Test
  void shouldRunOneOfALaneAtATime() throws InterruptedException {
    Ticket first = ticket("t", "a");
    Ticket second = ticket("t", "a");
    Ticket other = ticket("t", "b");
    Stream.of(first, second, other).forEach(queue::add);

    assertThat(takeAll()).containsExactly(first, other);
    queue.ended(first, 1, 0);
    assertThat(takeAll()).as("ended, but not settled").isEmpty();
    queue.settle(first);
    assertThat(takeAll()).containsExactly(second);
  }

  @Test
  void shouldHoldTheLaneOfATicketThatIsTriedAgain() throws InterruptedException {
    Ticket first = ticket("t", "a");
    Ticket second = ticket("t", "a");
    Stream.of(first, second).forEach(queue::add);
    queue.ended(takeOne(), 1, 0);

    queue.again(first, Duration.ofMillis(10));

    assertThat(takeAll()).isEmpty();
    now += 10 * MILLI;
    assertThat(takeAll()).containsExactly(first);
  }

  @Test
  void shouldHoldTheLaneOfATicketThatComesLater() throws InterruptedException {
    Ticket first = ticket("t", "a");
    Ticket second = ticket("t", "a");
    queue.addLater(first, Duration.ofMillis(10));
    queue.add(second);

    assertThat(takeAll()).isEmpty();
    now += 10 * MILLI;
    assertThat(takeAll()).containsExactly(first);
    finish(first, 1);
    assertThat(takeAll()).containsExactly(second);
  }

  @Test
  void shouldGoOnWithAWaitingTicketWhenItIsDue() throws InterruptedException {
    Ticket sleeper = ticket("t");
    queue.add(sleeper);
    queue.waiting(takeOne(), 1, Duration.ofMillis(5));

    assertThat(takeAll()).isEmpty();
    assertThat(queue.counts("t")).isEqualTo(new Counts(0, 0, 1, 0));
    now += 5 * MILLI;
    assertThat(takeAll()).containsExactly(sleeper);
  }

  @Test
  void shouldBoundWhatATenantHasUnderWay() throws InterruptedException {
    Share two = new Share(100, 2);
    List<Ticket> tickets =
        Stream.generate(() -> ticket("t", Optional.empty(), two)).limit(5).toList();
    tickets.forEach(queue::add);

    List<Ticket> taken = takeAll();
    assertThat(taken).hasSize(2);
    queue.waiting(taken.getFirst(), 1, Duration.ofSeconds(1));
    assertThat(takeAll()).as("one waits, one runs").isEmpty();
    finish(taken.get(1), 1);
    assertThat(takeAll()).hasSize(1);
  }

  @Test
  void shouldHoldFewThreadsOfATenantForLong() throws InterruptedException {
    Stream.generate(() -> ticket("t")).limit(5).forEach(queue::add);
    Ticket first = takeOne();
    Ticket second = takeOne();
    queue.slow(first);
    queue.slow(second);

    assertThat(takeAll()).isEmpty();
    finish(first, 1);
    assertThat(takeAll()).isNotEmpty();
  }

  @Test
  void shouldRunFewerAtATimeWhenTheyConflict() throws InterruptedException {
    Stream.generate(() -> ticket("t")).limit(16).forEach(queue::add);
    List<Ticket> all = takeAll();
    assertThat(all).hasSize(16);

    all.forEach(ticket -> queue.ended(ticket, 1, 0));
    queue.settle(all.getFirst());
    all.stream().skip(1).forEach(ticket -> queue.conflicted(ticket, false));

    assertThat(takeAll()).hasSize(1);
  }

  @Test
  void shouldBeBusyWhileSomethingRunsOrCouldRun() throws InterruptedException {
    assertThat(queue.isBusy()).isFalse();
    Ticket first = ticket("t", "a");
    queue.add(first);
    queue.add(ticket("t", "a"));
    assertThat(queue.isBusy()).as("could run").isTrue();

    queue.waiting(takeOne(), 1, Duration.ofMillis(5));
    assertThat(queue.isBusy()).as("one waits, the other is behind it").isFalse();

    now += 5 * MILLI;
    queue.ended(takeOne(), 1, 0);
    assertThat(queue.isBusy()).as("not settled").isTrue();
    queue.settle(first);
    assertThat(queue.isBusy()).as("the next could run").isTrue();
    finish(takeOne(), 1);
    assertThat(queue.isBusy()).isFalse();
  }

  @Test
  void shouldRunAloneWhatConflictsAgainAndAgain() throws InterruptedException {
    Stream.generate(() -> ticket("t")).limit(4).forEach(queue::add);
    List<Ticket> all = takeAll();
    Ticket unlucky = all.getFirst();
    queue.ended(unlucky, 1, 0);
    queue.conflicted(unlucky, true);

    assertThat(takeAll()).as("others still run").isEmpty();
    all.stream().skip(1).forEach(ticket -> finish(ticket, 1));
    Ticket other = ticket("t");
    queue.add(other);
    assertThat(takeAll()).containsExactly(unlucky);
    finish(unlucky, 1);
    assertThat(takeAll()).containsExactly(other);
  }

  @Test
  void shouldGoOnWithWhatHasBegunWhateverKeepsOthersFromBeginning() throws InterruptedException {
    // Given four that wait, and conflicts by which the tenant may begin one at a time, alone
    Stream.generate(() -> ticket("t")).limit(8).forEach(queue::add);
    List<Ticket> all = takeAll();
    List<Ticket> begun = all.subList(0, 4);
    begun.forEach(ticket -> queue.waiting(ticket, 1, Duration.ofMillis(5)));
    List<Ticket> unlucky = all.subList(4, 8);
    unlucky.forEach(ticket -> queue.ended(ticket, 1, 0));
    unlucky.forEach(ticket -> queue.conflicted(ticket, true));
    assertThat(takeAll()).containsExactly(unlucky.getFirst());

    // When
    now += 5 * MILLI;

    // Then
    List<Ticket> taken = takeAll();
    assertThat(taken).containsExactlyInAnyOrderElementsOf(begun);
    queue.putBack(taken.subList(2, 4));
    assertThat(queue.counts("t")).isEqualTo(new Counts(3, 3, 2, 0));
    assertThat(takeAll()).containsExactlyElementsOf(taken.subList(2, 4));

    // When one of them is to be tried again, it has not begun any more
    queue.ended(taken.getFirst(), 1, 0);
    queue.conflicted(taken.getFirst(), false);
    taken.subList(1, 4).forEach(ticket -> finish(ticket, 1));

    // Then
    assertThat(takeAll()).as("one is alone").isEmpty();
  }

  @Test
  void shouldPutBackInOrder() throws InterruptedException {
    List<Ticket> tickets = Stream.generate(() -> ticket("t")).limit(4).toList();
    tickets.forEach(queue::add);
    List<Ticket> taken = queue.take(3, Duration.ZERO);

    queue.putBack(taken.subList(1, 3));

    assertThat(takeAll()).containsExactlyElementsOf(tickets.subList(1, 4));
  }

  @Test
  void shouldForgetDroppedTenants() throws InterruptedException {
    Ticket running = ticket("t");
    queue.add(running);
    takeOne();
    queue.add(ticket("t"));
    queue.addLater(ticket("t"), Duration.ofMillis(1));

    queue.drop(List.of("t"));
    queue.ended(running, 1, 0);
    now += MILLI;

    assertThat(takeAll()).isEmpty();
    assertThat(queue.counts("t").all()).isZero();
    Ticket anew = ticket("t");
    queue.add(anew);
    queue.settle(running);
    assertThat(takeAll()).containsExactly(anew);
  }

  @Test
  void shouldRunNoMoreOfATenantWhoseOutcomesHoldMuchUntilTheyAreSettled() throws Exception {
    // Given
    for (int i = 0; i < 4; i++) {
      queue.add(ticket("large"));
    }
    queue.add(ticket("other"));
    Ticket first = takeOf("large");
    Ticket second = takeOf("large");

    // When
    queue.ended(first, 1, FairQueue.OUTCOME_BYTES_PER_TENANT / 2);
    queue.ended(second, 1, FairQueue.OUTCOME_BYTES_PER_TENANT / 2);

    // Then
    assertThat(takeAll()).extracting(Ticket::tenant).containsExactly("other");

    // When
    queue.settle(first);

    // Then
    assertThat(takeAll()).hasSize(2);
  }

  @Test
  void shouldServeOnlyTenantsWithoutOutcomesWhileAllTogetherHoldMuch() throws Exception {
    // Given
    List<String> tenants = List.of("a", "b", "c", "d", "e");
    tenants.forEach(tenant -> queue.add(ticket(tenant)));
    tenants.forEach(tenant -> queue.add(ticket(tenant)));
    List<Ticket> taken = new ArrayList<>();
    for (String tenant : tenants) {
      taken.add(takeOf(tenant));
    }

    // When all but the last have one
    taken.subList(0, 4).forEach(it -> queue.ended(it, 1, MOST_BYTES / 4));

    // Then
    assertThat(takeAll()).extracting(Ticket::tenant).containsExactly("e");

    // When one of them is to run again, which it is first of its tenant
    queue.again(taken.getFirst(), Duration.ZERO);

    // Then
    queue.promoteDue();
    assertThat(takeAll()).extracting(Ticket::tenant).containsExactly("a", "a");

    // When another has moved to another instance
    queue.drop(List.of("b"));
    queue.settle(taken.get(2));

    // Then
    assertThat(takeAll()).extracting(Ticket::tenant).containsExactly("c");
  }

  private static Ticket ticket(String tenant) {
    return ticket(tenant, Optional.empty(), Share.DEFAULT);
  }

  private static Ticket ticket(String tenant, String lane) {
    return ticket(tenant, Optional.of(lane), Share.DEFAULT);
  }

  private static Ticket ticket(String tenant, Optional<String> lane, Share share) {
    return new Ticket(
        tenant,
        lane,
        share,
        () -> {
          throw new AssertionError("nobody runs it here");
        });
  }

  private Ticket takeOne() throws InterruptedException {
    return queue.take(1, Duration.ZERO).getFirst();
  }

  /** What others' it takes on the way goes back. */
  private Ticket takeOf(String tenant) throws InterruptedException {
    Ticket ticket = takeOne();
    if (ticket.tenant().equals(tenant)) {
      return ticket;
    }
    Ticket found = takeOf(tenant);
    queue.putBack(List.of(ticket));
    return found;
  }

  private List<Ticket> takeAll() throws InterruptedException {
    List<Ticket> all = new ArrayList<>();
    List<Ticket> turn;
    do {
      turn = queue.take(10, Duration.ZERO);
      all.addAll(turn);
    } while (!turn.isEmpty());
    return all;
  }

  private void finish(Ticket ticket, long nanos) {
    queue.ended(ticket, nanos, 0);
    queue.settle(ticket);
  }
}
