package io.scriptmaster.processors.streams;

import io.scriptmaster.processors.streams.Slice.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Fills one page from slices, until it is full or enough was looked at: a filter that wants few may
 * not scan for ever. Each page gets on by an entry at least. Owned by the caller of the read.
 */
final class PageScan<V> {

  static final int ENOUGH_CHARACTERS = 8 * 1024 * 1024;
  static final int ENOUGH_MILLIS = 200;

  private final int limit;
  private final int maxLooked;
  private final Predicate<V> wanted;
  private final LongSupplier nanoTime;

  private final List<V> items = new ArrayList<>();
  private int looked;
  private long characters;
  private long began;

  PageScan(int limit, int maxLooked, Predicate<V> wanted, LongSupplier nanoTime) {
    this.limit = limit;
    this.maxLooked = maxLooked;
    this.wanted = wanted;
    this.nanoTime = nanoTime;
  }

  /** Looks at the next entries; the page, where it ends with them. */
  Optional<Page<V>> over(Slice<V> slice) {
    for (Entry<V> entry : slice.entries()) {
      if (isEnough()) {
        return Optional.of(new Page<>(items, Optional.of(entry.key()), looked));
      }
      look(entry.value());
    }
    return slice.complete()
        ? Optional.of(new Page<>(items, Optional.empty(), looked))
        : Optional.empty();
  }

  /** How many items the page still has room for. */
  int missing() {
    return limit - items.size();
  }

  private void look(V value) {
    if (looked == 0) {
      // What a partition took to answer at all, as while it moves, does not count.
      began = nanoTime.getAsLong();
    }
    looked++;
    characters += StoredValues.sizeOf(value);
    if (wanted.test(value)) {
      items.add(value);
    }
  }

  private boolean isEnough() {
    return looked > 0
        && (items.size() == limit
            || looked == maxLooked
            || characters >= ENOUGH_CHARACTERS
            || (looked > limit && isLate()));
  }

  /** Only who leaves out is asked for it: a page that is filled ends soon anyway. */
  private boolean isLate() {
    return nanoTime.getAsLong() - began >= Duration.ofMillis(ENOUGH_MILLIS).toNanos();
  }
}
