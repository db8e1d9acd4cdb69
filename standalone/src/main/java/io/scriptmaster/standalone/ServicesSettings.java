package io.scriptmaster.standalone;

import io.scriptmaster.api.ApiSettings;
import io.scriptmaster.processors.secrets.MasterKeyring;
import io.scriptmaster.processors.streams.ClusterKey;
import io.scriptmaster.processors.streams.HostAndPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One instance of the services.
 *
 * @param bootstrapServers {@code host:port[,host:port]}
 * @param partitions of every topic
 * @param replicationFactor of internal topics; -1 takes the broker's default
 * @param stateDirectory where the state stores are kept
 * @param api how clients reach it
 * @param advertised where other instances reach it; empty for those of this machine
 * @param clusterKey what they have to show
 * @param masterKeys of tenants' secrets
 */
record ServicesSettings(
    String bootstrapServers,
    int partitions,
    int replicationFactor,
    Path stateDirectory,
    ApiSettings api,
    Optional<HostAndPort> advertised,
    ClusterKey clusterKey,
    MasterKeyring masterKeys) {}
