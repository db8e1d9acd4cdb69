package io.scriptmaster.api.http;

import static java.util.Objects.requireNonNull;

/**
 * How much one caller may ask of one instance.
 *
 * @param token requests with one token of a tenant
 * @param tenant requests with all tokens of one tenant
 * @param operator requests with the operator's token
 * @param failures tokens that are not valid, from one address
 * @param lookups tokens of tenants, valid or not, from one address: each costs a read
 */
public record RateLimits(Rate token, Rate tenant, Rate operator, Rate failures, Rate lookups) {

  public static final RateLimits DEFAULTS =
      new RateLimits(new Rate(100, 200), new Rate(1_000, 2_000), new Rate(20, 20));

  public RateLimits {
    requireNonNull(token, "token");
    requireNonNull(tenant, "tenant");
    requireNonNull(lookups, "lookups");
    requireNonNull(operator, "operator");
    requireNonNull(failures, "failures");
  }

  /** With the usual limits of tenants and of lookups, which are far above those of one token. */
  public RateLimits(Rate token, Rate operator, Rate failures) {
    this(token, new Rate(500, 1_000), operator, failures, new Rate(2_000, 4_000));
  }

  /**
   * A steady rate with room for a burst.
   *
   * @param perSecond 1 to {@value #MAX}
   * @param burst how many may come at once after a pause; 1 to {@value #MAX}
   */
  public record Rate(int perSecond, int burst) {

    static final int MAX = 1_000_000;

    public Rate {
      require("perSecond", perSecond);
      require("burst", burst);
    }

    private static void require(String name, int number) {
      if (number < 1 || number > MAX) {
        throw new IllegalArgumentException(
            "%s is 1 to %d requests, not %d".formatted(name, MAX, number));
      }
    }
  }
}
