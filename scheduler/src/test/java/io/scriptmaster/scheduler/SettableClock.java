package io.scriptmaster.scheduler;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that shows what it was told to. */
final class SettableClock implements InstantSource {

  private volatile Instant now;

  SettableClock(Instant now) {
    this.now = now;
  }

  void set(Instant moment) {
    now = moment;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
