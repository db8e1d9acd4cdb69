package io.scriptmaster.api;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.api.http.BodyLimits;
import io.scriptmaster.api.http.RateLimits;
import java.time.Duration;

/**
 * How the API is reached.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param operatorToken may do everything
 * @param stopTimeout how long a stop waits for running requests
 * @param rateLimits how much one caller may ask
 * @param bodyLimits how much of requests is held
 */
public record ApiSettings(
    String host,
    int port,
    OperatorToken operatorToken,
    Duration stopTimeout,
    RateLimits rateLimits,
    BodyLimits bodyLimits) {

  public static final String LOOPBACK = "127.0.0.1";

  /** Longer than a command waits for its verdict. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private static final int MAX_PORT = 65_535;

  public ApiSettings {
    requireNonNull(operatorToken, "operatorToken");
    requireNonNull(rateLimits, "rateLimits");
    requireNonNull(bodyLimits, "bodyLimits");
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException("host is an address to listen on, such as 127.0.0.1");
    }
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port is 0 to %d, not %d".formatted(MAX_PORT, port));
    }
    if (stopTimeout.isNegative()) {
      throw new IllegalArgumentException("stopTimeout is 0 or more, not " + stopTimeout);
    }
  }

  /** With room for bodies as the heap of this process has it. */
  public ApiSettings(
      String host,
      int port,
      OperatorToken operatorToken,
      Duration stopTimeout,
      RateLimits rateLimits) {
    this(
        host,
        port,
        operatorToken,
        stopTimeout,
        rateLimits,
        BodyLimits.ofHeap(Runtime.getRuntime().maxMemory()));
  }

  /** On loopback alone. */
  public static ApiSettings onLoopback(int port, OperatorToken operatorToken) {
    return new ApiSettings(LOOPBACK, port, operatorToken, STOP_TIMEOUT, RateLimits.DEFAULTS);
  }

  public ApiSettings withRateLimits(RateLimits limits) {
    return new ApiSettings(host, port, operatorToken, stopTimeout, limits, bodyLimits);
  }

  public ApiSettings withBodyLimits(BodyLimits limits) {
    return new ApiSettings(host, port, operatorToken, stopTimeout, rateLimits, limits);
  }
}
