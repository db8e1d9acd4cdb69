package io.scriptmaster.testkit;

import io.scriptmaster.embedded.EmbeddedKafka;
import io.scriptmaster.embedded.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The main class of a broker that is a process of its own; ends with the process that started it.
 */
final class BrokerProcess {

  static final String READY = "broker is ready";

  /** Rather than come back from a kill at once, it survives a machine that stands still. */
  private static final Map<String, String> PATIENT = Map.of("broker.session.timeout.ms", "9000");

  private BrokerProcess() {}

  /**
   * @param args data directory and port
   */
  public static void main(String[] args) throws IOException {
    KafkaSettings settings =
        new KafkaSettings(Path.of(args[0]), Integer.parseInt(args[1]), 0, PATIENT);
    try (EmbeddedKafka _ = EmbeddedKafka.start(settings)) {
      System.out.println(READY);
      while (System.in.read() >= 0) {
        // Until whoever started it closes the other end, or is gone.
      }
    }
    System.exit(0);
  }
}
