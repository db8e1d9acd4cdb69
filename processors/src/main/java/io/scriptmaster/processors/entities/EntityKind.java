package io.scriptmaster.processors.entities;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of entity that commands change. */
public enum EntityKind {
  TENANT(SaveTenant.class, 1),
  SCRIPT(SaveScript.class, 1_000),
  LISTENER(SaveListener.class, 1_000),
  APP_CONFIG(SaveAppConfig.class, 50),
  SCHEDULE(SaveSchedule.class, 1_000),
  CUSTOM_FIELD(SaveCustomField.class, 500),
  WEB_TRIGGER(SaveWebTrigger.class, 500),
  SECRET(SaveSecret.class, 500),
  DATA_KEY(SaveDataKey.class, 1),
  API_TOKEN(SaveApiToken.class, 100);

  private final Class<? extends CommandBody> body;
  private final int quota;

  EntityKind(Class<? extends CommandBody> body, int quota) {
    this.body = body;
    this.quota = quota;
  }

  /** The record that a save of this kind carries. */
  public Class<? extends CommandBody> body() {
    return body;
  }

  /** How many a tenant may have unless the operator gave it another quota. */
  public int quota() {
    return quota;
  }

  /** The word in commands, keys, quotas and messages, such as {@code web-trigger}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<EntityKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }

  /** All words, for messages. */
  static String words() {
    return Arrays.stream(values()).map(EntityKind::word).collect(Collectors.joining(", "));
  }
}
