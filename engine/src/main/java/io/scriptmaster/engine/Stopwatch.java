package io.scriptmaster.engine;

import java.time.Duration;

/** Time since it was made. */
final class Stopwatch {

  private final long began = System.nanoTime();

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
