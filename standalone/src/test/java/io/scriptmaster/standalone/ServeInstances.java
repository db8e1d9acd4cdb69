package io.scriptmaster.standalone;

import io.scriptmaster.testkit.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some instances of {@code serve} on one cluster. Each keeps its port and its data when it is
 * started again.
 */
final class ServeInstances implements AutoCloseable {

  private final String bootstrapServers;
  private final URI registryUrl;
  private final Path data;
  private final int partitions;
  private final String heap;
  private final List<RunningServe> instances = new ArrayList<>();

  private ServeInstances(
      String bootstrapServers, URI registryUrl, Path data, int partitions, String heap) {
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.data = data;
    this.partitions = partitions;
    this.heap = heap;
  }

  /**
   * Starts them and waits until all are ready.
   *
   * @param data where they keep theirs
   * @param heap of each, the option for the JVM
   */
  static ServeInstances start(
      String bootstrapServers,
      URI registryUrl,
      Path data,
      int number,
      int partitions,
      String heap) {
    ServeInstances started =
        new ServeInstances(bootstrapServers, registryUrl, data, partitions, heap);
    try {
      for (int n = 0; n < number; n++) {
        started.instances.add(started.launch(n, FreePort.find()));
        if (n == 0) {
          // Whoever is first makes topics and schemas.
          started.instances.getFirst().awaitDeployed();
        }
      }
      started.awaitReady();
      return started;
    } catch (RuntimeException | Error e) {
      started.kill();
      throw e;
    }
  }

  private RunningServe launch(int number, int port) {
    return RunningServe.launch(
        bootstrapServers, registryUrl, data.resolve("instance-" + number), port, partitions, heap);
  }

  int count() {
    return instances.size();
  }

  RunningServe get(int number) {
    return instances.get(number);
  }

  /** Kills an instance and starts it anew, without waiting until it is ready. */
  void killAndRestart(int number) {
    get(number).kill();
    startAgain(number);
  }

  /** Starts one anew that has ended, without waiting until it is ready. */
  void startAgain(int number) {
    instances.set(number, launch(number, get(number).port()));
  }

  /** As whoever looks after processes does. */
  void startEndedAgain() {
    for (int n = 0; n < count(); n++) {
      if (!get(n).isAlive()) {
        startAgain(n);
      }
    }
  }

  void awaitReady() {
    instances.forEach(RunningServe::awaitReady);
  }

  /** Stops an instance's process where it is: it looks dead to the others, and wakes up later. */
  void suspend(int number) {
    signal("STOP", number);
  }

  void resume(int number) {
    signal("CONT", number);
  }

  private void signal(String name, int number) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(get(number).pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends all at once, without waiting for a clean stop. */
  void kill() {
    instances.forEach(RunningServe::kill);
  }

  /** Stops all as a user does, and waits until they have ended. */
  @Override
  public void close() {
    instances.parallelStream().forEach(RunningServe::close);
  }
}
