package io.scriptmaster.benchmarks.surroundings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process that is a JVM, and says in its output when it is ready. */
public final class RunningJvm implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(10);

  private final Process process;
  private final Duration startTime;
  private final Vitals vitals;

  private RunningJvm(Process process, Duration startTime) {
    this.process = process;
    this.startTime = startTime;
    this.vitals = Vitals.of(process.pid());
  }

  /**
   * Starts a command, which ends as a JVM, and waits for a line of its output.
   *
   * @param log what it prints
   * @throws IllegalStateException where it ends before
   */
  public static RunningJvm start(
      List<String> command, Map<String, String> environment, Path log, String readyLine)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    long started = System.nanoTime();
    Process process = builder.start();
    // A benchmark that is broken off leaves nothing running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!Files.readString(log).contains(readyLine)) {
      if (!process.isAlive() || System.nanoTime() - started > START.toNanos()) {
        process.destroyForcibly();
        throw new IllegalStateException("did not get ready: " + Files.readString(log));
      }
      Thread.sleep(20);
    }
    return new RunningJvm(process, Duration.ofNanos(System.nanoTime() - started));
  }

  public Duration startTime() {
    return startTime;
  }

  public Vitals vitals() {
    return vitals;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    vitals.close();
    process.destroy();
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
