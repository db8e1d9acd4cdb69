package io.scriptmaster.processors.entities;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of entity that commands change. */
public enum EntityKind {
  TENANT(SaveTenant.class),
  SCRIPT(SaveScript.class),
  LISTENER(SaveListener.class);

  private final Class<? extends CommandBody> body;

  EntityKind(Class<? extends CommandBody> body) {
    this.body = body;
  }

  /** The record that a save of this kind carries. */
  public Class<? extends CommandBody> body() {
    return body;
  }

  /** The word in commands, paths and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<EntityKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
