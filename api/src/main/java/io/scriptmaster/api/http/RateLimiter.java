package io.scriptmaster.api.http;

import io.github.bucket4j.TimeMeter;
import io.scriptmaster.api.http.RateLimits.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts requests, each token for itself, and failed authentications, each address for itself.
 *
 * <p>Each instance counts alone: a client that spreads its requests over several has their sum.
 * Safe for use by several threads.
 */
public final class RateLimiter {

  private final RateLimits limits;
  private final Buckets<Caller> holders;
  private final Buckets<Caller> operators;
  private final Buckets<String> addresses;

  public RateLimiter(RateLimits limits) {
    this(limits, TimeMeter.SYSTEM_NANOTIME);
  }

  RateLimiter(RateLimits limits, TimeMeter time) {
    this.limits = limits;
    this.holders = new Buckets<>(limits.token(), time);
    this.operators = new Buckets<>(limits.operator(), time);
    this.addresses = new Buckets<>(limits.failures(), time);
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
      case Caller.TokenHolder holder ->
          require(holders.take(holder), limits.token(), "requests with one token");
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
        addresses.take(AddressBlock.of(remoteAddress)),
        limits.failures(),
        "tokens that are not valid, from one address");
  }

  /** Whether the address showed too many tokens that are not valid. */
  boolean failedTooOften(String remoteAddress) {
    return addresses.isEmpty(AddressBlock.of(remoteAddress));
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
