package io.scriptmaster.processors.streams;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsNotStartedException;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Who may have a partition at work, as the group's coordinator told with the last heartbeat.
 *
 * <p>That may be a heartbeat old, so it is only where to ask first: who answers is the owner.
 */
final class StoreOwners {

  private final KafkaStreams streams;
  private final Optional<HostInfo> self;

  /**
   * @param self what this instance advertises; it is never asked over the network
   */
  StoreOwners(KafkaStreams streams, Optional<HostAndPort> self) {
    this.streams = streams;
    this.self = self.map(address -> new HostInfo(address.host(), address.port()));
  }

  /** The likely owner first, then all other instances. */
  List<HostAndPort> of(String store, int partition) {
    try {
      Set<HostInfo> hosts = new LinkedHashSet<>();
      likely(store, partition).ifPresent(hosts::add);
      streams.metadataForAllStreamsClients().forEach(client -> hosts.add(client.hostInfo()));
      return hosts.stream()
          .filter(host -> !host.equals(HostInfo.unavailable()))
          .filter(host -> !self.equals(Optional.of(host)))
          .map(host -> new HostAndPort(host.host(), host.port()))
          .toList();
    } catch (IllegalStateException | StreamsNotStartedException e) {
      // Stopped or not started: there is no metadata then.
      return List.of();
    }
  }

  private Optional<HostInfo> likely(String store, int partition) {
    StreamPartitioner<String, Object> toThatPartition =
        (topic, key, value, partitions) -> Optional.of(Set.of(partition));
    return Optional.ofNullable(streams.queryMetadataForKey(store, "", toThatPartition))
        .map(KeyQueryMetadata::activeHost);
  }
}
