package io.scriptmaster.processors.entities;

import java.util.Map;

/**
 * The body of the command that saves a tenant.
 *
 * @param displayName 1 to 200 characters
 * @param quotas how many entities of a kind, by the word of the kind; empty unless given
 */
public record SaveTenant(String displayName, Map<String, Integer> quotas) implements CommandBody {

  private static final int MAX_NAME = 200;
  private static final int MAX_QUOTA = 100_000;

  public SaveTenant {
    Fields.require(
        displayName != null && !displayName.isBlank() && displayName.length() <= MAX_NAME,
        "displayName",
        "displayName is text of 1 to %d characters".formatted(MAX_NAME));
    quotas = quotas == null ? Map.of() : quotas;
    for (Map.Entry<String, Integer> quota : quotas.entrySet()) {
      Fields.require(
          EntityKind.ofWord(quota.getKey()).isPresent(),
          "quotas",
          "quotas names kinds of entities: " + EntityKind.words());
      Fields.require(
          quota.getValue() != null && quota.getValue() >= 0 && quota.getValue() <= MAX_QUOTA,
          "quotas",
          "a quota is a number from 0 to %d".formatted(MAX_QUOTA));
    }
    quotas = Map.copyOf(quotas);
  }

  public SaveTenant(String displayName) {
    this(displayName, Map.of());
  }
}
