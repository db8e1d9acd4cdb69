package io.scriptmaster.api.http;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Stands still unless told otherwise. */
final class SettableTime implements TimeMeter {

  private volatile long nanos;

  void addSeconds(int seconds) {
    nanos += Duration.ofSeconds(seconds).toNanos();
  }

  @Override
  public long currentTimeNanos() {
    return nanos;
  }

  @Override
  public boolean isWallClockBased() {
    return false;
  }
}
