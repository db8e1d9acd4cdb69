package io.scriptmaster.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the embedded broker keeps its data and which ports it takes on 127.0.0.1.
 *
 * @param dataDirectory created when it does not exist; one broker at a time; holds every record of
 *     every topic
 * @param port for clients, 0 to 65535; 0 takes a free one at each start
 * @param controllerPort for the broker's own controller, 0 to 65535; 0 takes a free one at each
 *     start
 * @param extraProperties broker properties that override this module's choice, by their Kafka
 *     names; meant for tests
 */
public record KafkaSettings(
    Path dataDirectory, int port, int controllerPort, Map<String, String> extraProperties) {

  /** Changing one of these would open the broker to the network or separate it from its data. */
  private static final Set<String> NOT_OVERRIDABLE =
      Set.of(
          "advertised.listeners",
          "controller.listener.names",
          "controller.quorum.bootstrap.servers",
          "controller.quorum.voters",
          "listeners",
          "listener.security.protocol.map",
          "log.dir",
          "log.dirs",
          "metadata.log.dir",
          "node.id",
          "process.roles");

  public KafkaSettings {
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    LoopbackPort.requireValid("port", port);
    LoopbackPort.requireValid("controllerPort", controllerPort);
    if (port != 0 && port == controllerPort) {
      throw new IllegalArgumentException(
          "port and controllerPort are both %d; give each its own, or 0 for a free one"
              .formatted(port));
    }
    if (dataDirectory.toString().contains(",")) {
      throw new IllegalArgumentException(
          "dataDirectory is %s; Kafka reads a comma as the start of a second directory, so choose a path without one"
              .formatted(dataDirectory));
    }
    extraProperties = Map.copyOf(extraProperties);
    requireOverridable(extraProperties.keySet());
  }

  /** Free ports and no extra properties. */
  public static KafkaSettings in(Path dataDirectory) {
    return new KafkaSettings(dataDirectory, 0, 0, Map.of());
  }

  private static void requireOverridable(Set<String> names) {
    Set<String> refused = new TreeSet<>(names);
    refused.retainAll(NOT_OVERRIDABLE);
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException(
          "extraProperties may not set %s; use dataDirectory, port and controllerPort"
              .formatted(refused));
    }
  }
}
