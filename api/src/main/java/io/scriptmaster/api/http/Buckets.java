package io.scriptmaster.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.scriptmaster.api.http.RateLimits.Rate;
import java.time.Duration;
import java.util.Optional;

/**
 * A token bucket for each key. Bounded: a key that was not seen for long, or whose place another
 * one needs, starts anew with a full bucket. Safe for use by several threads.
 */
final class Buckets<K> {

  private static final int MAX_BUCKETS = 100_000;

  private final Rate rate;
  private final TimeMeter time;
  private final Cache<K, Bucket> buckets;

  Buckets(Rate rate, TimeMeter time) {
    this.rate = rate;
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_BUCKETS)
            // Idle for so long, a bucket is full: nothing is forgotten with it.
            .expireAfterAccess(Duration.ofSeconds(Math.ceilDiv(rate.burst(), rate.perSecond()) + 1))
            .ticker(ticker(time))
            .build();
  }

  /** Takes one, or tells how long to wait for one. */
  Optional<Duration> take(K key) {
    var probe = buckets.get(key, this::full).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private Bucket full(K key) {
    return Bucket.builder()
        .addLimit(
            limit ->
                limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
        .withCustomTimePrecision(time)
        .build();
  }

  private static Ticker ticker(TimeMeter time) {
    return time::currentTimeNanos;
  }
}
