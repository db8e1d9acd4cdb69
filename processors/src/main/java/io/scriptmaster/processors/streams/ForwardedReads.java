package io.scriptmaster.processors.streams;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Asks whoever has a partition at work: this process, else the likely owner, else all the others,
 * and once more while the partition moves.
 *
 * <p>Only an instance that has the partition at work answers, so nobody's "not found" is taken for
 * the owner's.
 */
final class ForwardedReads implements PartitionReads {

  /** Longer than a partition takes to move when an instance leaves in order. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Doubles with every round, so that those who wait do not keep the others from moving. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(25);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(400);

  private final StreamsApplication application;
  private final Optional<StoreReadClient> client;
  private final StoreOwners owners;

  /**
   * @param client empty where there are no other instances
   */
  ForwardedReads(
      StreamsApplication application, Optional<StoreReadClient> client, StoreOwners owners) {
    this.application = application;
    this.client = client;
    this.owners = owners;
  }

  /**
   * @throws ViewUnavailableException where nobody had the partition at work for a while
   */
  @Override
  public <V> Slice<V> ask(String store, int partition, StoreQuestion question) {
    Search search = new Search();
    do {
      Optional<Slice<V>> answer = here(store, partition, question, search);
      if (answer.isEmpty()) {
        answer = elsewhere(store, partition, question, search);
      }
      if (answer.isPresent()) {
        return answer.get();
      }
      search.pause();
    } while (search.goesOn());
    throw new ViewUnavailableException(store, search.failure);
  }

  private <V> Optional<Slice<V>> here(
      String store, int partition, StoreQuestion question, Search search) {
    try {
      return Optional.of(application.localStores().ask(store, partition, question));
    } catch (InvalidStateStoreException e) {
      search.failure = e;
      return Optional.empty();
    }
  }

  private <V> Optional<Slice<V>> elsewhere(
      String store, int partition, StoreQuestion question, Search search) {
    if (client.isEmpty()) {
      return Optional.empty();
    }
    for (HostAndPort owner : owners.of(store, partition)) {
      if (!search.goesOn()) {
        break;
      }
      try {
        return Optional.of(
            values(client.get().ask(owner, application.id(), store, partition, question)));
      } catch (NotAnsweredException e) {
        search.failure = e;
      }
    }
    return Optional.empty();
  }

  /** Stores have no types in Kafka Streams either: whoever reads a store knows what it holds. */
  @SuppressWarnings("unchecked")
  private <V> Slice<V> values(Slice<byte[]> slice) {
    return slice.map(bytes -> (V) application.values().of(bytes));
  }

  /** How long one read has looked for the owner, and why it has not found it yet. */
  private static final class Search {

    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private Duration pause = FIRST_PAUSE;
    private Exception failure;

    boolean goesOn() {
      return System.nanoTime() < deadline && !Thread.currentThread().isInterrupted();
    }

    void pause() {
      LockSupport.parkNanos(pause.toNanos());
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }
}
