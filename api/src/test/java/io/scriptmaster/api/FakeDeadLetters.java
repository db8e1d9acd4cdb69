package io.scriptmaster.api;

import io.scriptmaster.api.deadletters.DeadLetterReads;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.history.DeadLetterFilter;
import io.scriptmaster.processors.history.DeadLetterPlace;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Dead letters in memory, newest first as they are added; positions are numbers. */
final class FakeDeadLetters implements DeadLetterReads {

  static final Instant FAILED = Instant.parse("2026-11-24T08:30:00.123Z");

  private static final DeadLetterFilter NO_FILTER =
      new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty());

  final List<DeadLetter> letters = new ArrayList<>();
  final List<DeadLetterFilter> filters = new ArrayList<>();

  private final Map<String, EntityChange> redrives = new HashMap<>();

  static DeadLetter.Builder letter(String id) {
    return DeadLetter.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setTopic("scriptmaster.trigger-events")
        .setPartition(1)
        .setOffset(7)
        .setTimestamp(FAILED)
        .setReason("unknown_tenant")
        .setMessage("there is no tenant acme")
        .setKey(ByteBuffer.wrap(new byte[] {'a', 'c', 'm', 'e'}))
        .setFailedAt(FAILED);
  }

  /** A redrive that is told. */
  void hear(EntityChange change) {
    redrives.put(change.getEntity(), change);
  }

  @Override
  public Optional<KeptDeadLetter> letter(TenantId tenant, String id) {
    return kept(tenant, NO_FILTER).stream()
        .filter(kept -> kept.letter().getId().equals(id))
        .findFirst();
  }

  @Override
  public Page<KeptDeadLetter> letters(
      TenantId tenant, DeadLetterFilter filter, String from, int limit) {
    filters.add(filter);
    List<KeptDeadLetter> all = kept(tenant, NO_FILTER);
    int start = from.isEmpty() ? 0 : Integer.parseInt(from);
    int end = Math.min(all.size(), start + limit);
    return new Page<>(
        all.subList(start, end).stream().filter(kept -> wants(filter, kept.letter())).toList(),
        end == all.size() ? Optional.empty() : Optional.of(Integer.toString(end)),
        end - start);
  }

  private List<KeptDeadLetter> kept(TenantId tenant, DeadLetterFilter filter) {
    return IntStream.range(0, letters.size())
        .filter(place -> tenant.value().equals(letters.get(place).getTenant()))
        .filter(place -> wants(filter, letters.get(place)))
        .mapToObj(this::kept)
        .toList();
  }

  private KeptDeadLetter kept(int place) {
    DeadLetter letter = letters.get(place);
    return new KeptDeadLetter(
        DeadLetter.newBuilder(letter).setKey(null).setValue(null).build(),
        new DeadLetterPlace(0, place),
        Optional.ofNullable(redrives.get(letter.getId())));
  }

  private static boolean wants(DeadLetterFilter filter, DeadLetter letter) {
    return filter.reason().map(letter.getReason()::equals).orElse(true)
        && filter.script().map(it -> Objects.equals(it, letter.getScript())).orElse(true)
        && filter.listener().map(it -> Objects.equals(it, letter.getListener())).orElse(true);
  }
}
