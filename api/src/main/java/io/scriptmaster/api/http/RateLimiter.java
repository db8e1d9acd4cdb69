package io.scriptmaster.api.http;

import io.github.bucket4j.TimeMeter;
import io.scriptmaster.api.http.RateLimits.Rate;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts requests, each token and each tenant for itself, and looked for and failed tokens, each
 * address for itself.
 *
 * <p>Each instance counts alone: a client that spreads its requests over several has their sum.
 * Safe for use by several threads.
 */
public final class RateLimiter {

  private final RateLimits limits;
  private final Buckets<Caller> holders;
  private final Buckets<TenantId> tenants;
  private final Buckets<Caller> operators;
  private final Buckets<String> failures;
  private final Buckets<String> lookups;

  public RateLimiter(RateLimits limits) {
    this(limits, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimiter(RateLimits limits, TimeMeter time) {
    this.limits = limits;
    this.holders = new Buckets<>(limits.token(), time);
    this.tenants = new Buckets<>(limits.tenant(), time);
    this.operators = new Buckets<>(limits.operator(), time);
    this.failures = new Buckets<>(limits.failures(), time);
    this.lookups = new Buckets<>(limits.lookups(), time);
  }

  /**
   * Counts a request.
   *
   * @throws ProblemException 429 where it is one too many
   */
  void request(Caller caller) {
    switch (caller) {
      case Caller.Operator operator ->
          require(
              operators.take(operator), limits.operator(), "requests with the operator's token");
      case Caller.TokenHolder holder -> {
        require(holders.take(holder), limits.token(), "requests with one token");
        require(tenants.take(holder.tenant()), limits.tenant(), "requests of one tenant");
      }
      case Caller.Anonymous() -> {}
    }
  }

  /**
   * Counts a token that is not valid.
   *
   * @throws ProblemException 429 where it is one too many
   */
  void failure(String remoteAddress) {
    require(
        failures.take(AddressBlock.of(remoteAddress)),
        limits.failures(),
        "tokens that are not valid, from one address");
  }

  /**
   * Counts a token that is about to be looked for.
   *
   * @throws ProblemException 429 where it is one too many
   */
  void lookup(String remoteAddress) {
    require(
        lookups.take(AddressBlock.of(remoteAddress)), limits.lookups(), "tokens from one address");
  }

  private static void require(Optional<Duration> wait, Rate rate, String what) {
    if (wait.isPresent()) {
      int seconds = (int) wait.get().plusSeconds(1).minusNanos(1).toSeconds();
      throw Problem.of(
              429,
              "rate_limited",
              "accepted are %d %s per second, and %d at once after a pause; try again in %d s"
                  .formatted(rate.perSecond(), what, rate.burst(), seconds))
          .asException()
          .retryAfter(seconds);
    }
  }
}
