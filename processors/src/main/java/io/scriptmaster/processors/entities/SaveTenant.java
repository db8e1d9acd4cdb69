package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.limits.LimitCheck;
import java.util.Map;

/**
 * The body of the command that saves a tenant.
 *
 * @param displayName 1 to 200 characters
 * @param quotas how many entities of a kind, by the word of the kind; empty unless given
 * @param limits of one execution and of the tenant's share, by the words of {@link
 *     io.scriptmaster.processors.limits.Limit}; what is not named is the platform's
 */
public record SaveTenant(String displayName, Map<String, Integer> quotas, Map<String, Long> limits)
    implements CommandBody {

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
    limits = limits == null ? Map.of() : limits;
    Fields.requireLimits(LimitCheck.ofTenant(limits));
    limits = Map.copyOf(limits);
  }

  public SaveTenant(String displayName) {
    this(displayName, Map.of(), Map.of());
  }
}
