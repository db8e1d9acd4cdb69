package io.scriptmaster.api.deadletters;

import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.processors.history.Redriven;
import java.time.Instant;

/**
 * Who redrives, when, and whether it is a further attempt at the same.
 *
 * @param repeatable the client sent a key that is the same for each attempt
 */
record RedriveOrigin(CommandOrigin command, boolean repeatable, Instant now) {

  /**
   * The id of the request: the letter's and the number of its redrive, so that two who redrive it
   * at once redrive it once; with a key, the same for each attempt.
   */
  String requestId(KeptDeadLetter kept) {
    return "%s-redrive-%s"
        .formatted(kept.letter().getId(), repeatable ? command.commandId() : kept.redrives() + 1);
  }

  /** Whether a former attempt with the same key redrove the letter. */
  boolean hasRedriven(KeptDeadLetter kept) {
    return kept.lastRedrive().filter(change -> change.getId().equals(changeId(kept))).isPresent();
  }

  /** What the audit, and the view, are told. */
  EntityChange change(KeptDeadLetter kept) {
    return EntityChange.newBuilder()
        .setId(changeId(kept))
        .setTenant(kept.letter().getTenant())
        .setKind(Redriven.KIND)
        .setEntity(kept.letter().getId())
        .setAction(Redriven.ACTION)
        .setVersion(kept.redrives() + 1)
        .setActor(command.actor())
        .setSource(command.address().orElse(null))
        .setAt(now)
        .build();
  }

  private String changeId(KeptDeadLetter kept) {
    return "%s-%s".formatted(command.commandId(), kept.letter().getId());
  }
}
