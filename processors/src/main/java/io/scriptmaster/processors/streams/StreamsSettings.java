package io.scriptmaster.processors.streams;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What all stream applications of a process share.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param stateDirectory where the state stores are kept; each application has a folder of its own
 *     there
 * @param applicationPrefix what application ids, and so groups, internal topics and transactional
 *     ids, start with
 * @param replicationFactor of internal topics; -1 takes the broker's default
 * @param threads per application
 * @param advertised where other instances read the stores of this one; empty where there are none
 */
public record StreamsSettings(
    String bootstrapServers,
    Path stateDirectory,
    String applicationPrefix,
    int replicationFactor,
    int threads,
    Optional<HostAndPort> advertised) {

  public StreamsSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is 1 or more, not " + threads);
    }
  }

  /** Of the only instance. */
  public StreamsSettings(
      String bootstrapServers,
      Path stateDirectory,
      String applicationPrefix,
      int replicationFactor,
      int threads) {
    this(
        bootstrapServers,
        stateDirectory,
        applicationPrefix,
        replicationFactor,
        threads,
        Optional.empty());
  }

  public StreamsSettings advertising(HostAndPort address) {
    return new StreamsSettings(
        bootstrapServers,
        stateDirectory,
        applicationPrefix,
        replicationFactor,
        threads,
        Optional.of(address));
  }
}
