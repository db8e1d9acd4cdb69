package io.scriptmaster.embedded;

import java.nio.file.Path;
import java.util.Map;

/** Starts a broker, prints its address or why it could not start, and lives until it is killed. */
final class KafkaProcess {

  private KafkaProcess() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      EmbeddedKafka kafka =
          EmbeddedKafka.start(
              new KafkaSettings(Path.of(args[0]), Integer.parseInt(args[1]), 0, Map.of()));
      System.out.println(kafka.bootstrapServers());
      Thread.currentThread().join();
    } catch (EmbeddedStartException e) {
      System.out.println(e.getMessage());
    }
  }
}
