package io.scriptmaster.api.deadletters;

import io.scriptmaster.api.replays.RecordContent;
import io.scriptmaster.api.replays.RecordPlace;
import io.scriptmaster.api.replays.Replays;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads dead letters whole, from where they are. */
final class LetterContents {

  private final Replays replays;

  LetterContents(Replays replays) {
    this.replays = replays;
  }

  /** By the letter; what the topic has forgotten is left out. */
  Map<KeptDeadLetter, DeadLetter> whole(TenantId tenant, List<KeptDeadLetter> letters) {
    Map<RecordPlace, byte[]> values =
        replays.records().values(tenant, letters.stream().map(this::placeOf).toList());
    Map<KeptDeadLetter, DeadLetter> whole = new HashMap<>();
    for (KeptDeadLetter kept : letters) {
      Optional.ofNullable(values.get(placeOf(kept)))
          .flatMap(replays.contents()::letter)
          .filter(letter -> isSame(letter, kept.letter()))
          .ifPresent(letter -> whole.put(kept, letter));
    }
    return whole;
  }

  /** What could not be processed. */
  RecordContent of(DeadLetter letter) {
    if (letter.getValue() == null) {
      return new RecordContent.Unknown();
    }
    byte[] value = bytes(letter.getValue());
    return letter.getExecution() == null
        ? replays.contents().of(letter.getTopic(), value)
        : replays.contents().ofRequest(value);
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** A topic that was made anew may hold another's letter there. */
  private static boolean isSame(DeadLetter found, DeadLetter kept) {
    return found.getId().equals(kept.getId()) && kept.getTenant().equals(found.getTenant());
  }

  private RecordPlace placeOf(KeptDeadLetter kept) {
    return new RecordPlace(
        replays.contents().topics().deadLetters().name(),
        kept.place().partition(),
        kept.place().offset());
  }
}
