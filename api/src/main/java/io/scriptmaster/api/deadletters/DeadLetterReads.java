package io.scriptmaster.api.deadletters;

import io.scriptmaster.processors.history.DeadLetterFilter;
import io.scriptmaster.processors.history.DeadLetterView;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads dead letters, wherever they are kept. */
public interface DeadLetterReads {

  Optional<KeptDeadLetter> letter(TenantId tenant, String id);

  /**
   * Newest first; a page may hold fewer than {@code limit} although more follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  Page<KeptDeadLetter> letters(TenantId tenant, DeadLetterFilter filter, String from, int limit);

  /** From the stores of the instances. */
  static DeadLetterReads of(DeadLetterView view) {
    return new DeadLetterReads() {
      @Override
      public Optional<KeptDeadLetter> letter(TenantId tenant, String id) {
        return view.letter(tenant, id);
      }

      @Override
      public Page<KeptDeadLetter> letters(
          TenantId tenant, DeadLetterFilter filter, String from, int limit) {
        return view.letters(tenant, filter, from, limit);
      }
    };
  }
}
