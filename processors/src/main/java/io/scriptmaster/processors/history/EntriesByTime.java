package io.scriptmaster.processors.history;

import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import java.util.function.Predicate;

/**
 * Reads a store whose keys are made by {@link HistoryKeys#byTime}, newest first.
 *
 * @param store its name
 */
record EntriesByTime<V>(StoreReads reads, String store) {

  /** How many entries one page looks at: a filter that wants few may not scan for ever. */
  private static final int MAX_SCANNED = 5_000;

  /** A page may hold fewer than {@code limit} although more follow. */
  Page<V> page(TimeRange range, int limit, Predicate<V> wanted) {
    Page<V> page =
        reads.range(store, range.tenant(), range.start(), range.end(), limit, MAX_SCANNED, wanted);
    return new Page<>(page.items(), page.next().map(range::cursor), page.looked());
  }
}
