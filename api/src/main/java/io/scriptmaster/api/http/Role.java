package io.scriptmaster.api.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the holder of a tenant's token is there for. */
public enum Role {
  /** Everything in its tenant, with tokens, secrets and the audit. */
  ADMIN,
  /** Writes and reads what runs. */
  EDITOR,
  /** Reads what runs. */
  VIEWER,
  /** Sends trigger events, and reads nothing. */
  INGEST;

  /** The word in bodies, tokens and messages, such as {@code admin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> ofWord(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
