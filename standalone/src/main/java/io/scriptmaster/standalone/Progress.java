package io.scriptmaster.standalone;

import java.io.PrintStream;
import java.time.Duration;

/** Tells a person what is being waited for. */
final class Progress {

  private final PrintStream out;
  private final long started = System.nanoTime();

  Progress(PrintStream out) {
    this.out = out;
  }

  /** One more thing is done. */
  synchronized void done(String what) {
    out.printf("  %5.1f s  %s%n", elapsed().toMillis() / 1000.0, what);
    out.flush();
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }
}
