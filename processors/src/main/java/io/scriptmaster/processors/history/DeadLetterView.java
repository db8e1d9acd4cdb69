package io.scriptmaster.processors.history;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what could not be processed, as far as a tenant is known to own it. */
public final class DeadLetterView {

  private final StoreReads reads;
  private final EntriesByTime<DeadLetter> byTime;

  public DeadLetterView(StoreReads reads) {
    this.reads = reads;
    this.byTime = new EntriesByTime<>(reads, HistoryTopology.DEAD_LETTERS_BY_TIME);
  }

  public Optional<KeptDeadLetter> letter(TenantId tenant, String id) {
    return reads
        .<String>get(
            HistoryTopology.DEAD_LETTER_PLACES, tenant, HistoryKeys.letter(tenant.value(), id))
        .flatMap(
            kept ->
                reads.<DeadLetter>get(
                    HistoryTopology.DEAD_LETTERS_BY_TIME,
                    tenant,
                    DeadLetterPlace.keyByTimeIn(kept)))
        .flatMap(letter -> complete(tenant, List.of(letter)).findFirst());
  }

  /**
   * A tenant's dead letters, newest first. A page may hold fewer than {@code limit} although more
   * follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<KeptDeadLetter> letters(
      TenantId tenant, DeadLetterFilter filter, String from, int limit) {
    Page<DeadLetter> page =
        byTime.page(
            TimeRange.of(tenant, from, Optional.empty(), Optional.empty()), limit, filter::wants);
    return new Page<>(complete(tenant, page.items()).toList(), page.next(), page.looked());
  }

  /** One that is forgotten just now has no place any more and is left out. */
  private Stream<KeptDeadLetter> complete(TenantId tenant, List<DeadLetter> letters) {
    List<String> keys = letters.stream().map(letter -> keyOf(tenant, letter)).toList();
    Map<String, String> places = reads.getAll(HistoryTopology.DEAD_LETTER_PLACES, tenant, keys);
    Map<String, EntityChange> redrives =
        reads.getAll(HistoryTopology.REDRIVES_BY_LETTER, tenant, keys);
    return letters.stream()
        .filter(letter -> places.containsKey(keyOf(tenant, letter)))
        .map(
            letter ->
                new KeptDeadLetter(
                    letter,
                    DeadLetterPlace.in(places.get(keyOf(tenant, letter))),
                    Optional.ofNullable(redrives.get(keyOf(tenant, letter)))));
  }

  private static String keyOf(TenantId tenant, DeadLetter letter) {
    return HistoryKeys.letter(tenant.value(), letter.getId());
  }
}
