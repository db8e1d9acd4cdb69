package io.scriptmaster.processors.entities;

import java.time.Instant;

/**
 * The body of the command that notes when a token was last used. It makes no version and no entry
 * of the audit.
 */
public record TouchApiToken(Instant usedAt) implements CommandBody {

  public TouchApiToken {
    Fields.require(usedAt != null, "usedAt", "usedAt is a moment");
  }
}
