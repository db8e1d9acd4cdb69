package io.scriptmaster.api.tokens;

import io.scriptmaster.api.http.Caller.TokenHolder;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which tokens were used, and has it noted in the background: at most once for each token
 * and minute. What is not noted when the process ends is forgotten, which does no harm.
 */
public final class TokenUses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TokenUses.class);

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** More are not remembered: a use that is noted late is no loss. */
  private static final int MAX_REMEMBERED = 100_000;

  /** Few enough to leave the changes that clients wait for alone. */
  private static final int AT_ONCE = 8;

  private final TokenTouches touches;
  private final Map<Token, Instant> used = new ConcurrentHashMap<>();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("api-token-uses").factory());

  private record Token(TenantId tenant, EntityId id) {}

  private TokenUses(TokenTouches touches) {
    this.touches = touches;
  }

  /** Starts to have uses noted, every minute. */
  public static TokenUses start(TokenTouches touches) {
    return start(touches, PERIOD);
  }

  static TokenUses start(TokenTouches touches, Duration period) {
    TokenUses uses = new TokenUses(touches);
    uses.timer.scheduleWithFixedDelay(
        uses::flush, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    return uses;
  }

  /**
   * Remembers a use. Returns at once.
   *
   * @param lastNoted what is stored: another instance may have had it noted
   */
  void note(TokenHolder holder, Optional<Instant> lastNoted, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    boolean isNew = lastNoted.filter(noted -> !noted.isBefore(minute)).isEmpty();
    if (isNew && used.size() < MAX_REMEMBERED) {
      used.put(new Token(holder.tenant(), holder.token()), minute);
    }
  }

  /** Has all remembered uses noted. A failure is told once, until it works again. */
  void flush() {
    try (ExecutorService workers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      used.forEach((token, usedAt) -> workers.execute(() -> flush(token, usedAt)));
    }
  }

  private void flush(Token token, Instant usedAt) {
    // First, so that a use that comes meanwhile is remembered for the next time.
    used.remove(token, usedAt);
    try {
      touches.touch(token.tenant(), token.id(), usedAt);
      failing.set(false);
    } catch (RuntimeException e) {
      if (!failing.getAndSet(true)) {
        LOG.warn(
            "The last use of a token could not be noted; uses are noted again when tokens are used",
            e);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
