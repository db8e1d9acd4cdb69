package io.scriptmaster.api;

import io.scriptmaster.api.parked.ParkedKeyReads;
import io.scriptmaster.processors.executions.ParkedKey;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Parked keys of the tenant {@code acme} in memory; positions are {@code listener/key}. */
final class FakeParkedKeys implements ParkedKeyReads {

  private final TreeMap<String, ParkedKey> keys = new TreeMap<>();

  void put(ParkedKey key) {
    keys.put(key.listener() + "/" + key.key(), key);
  }

  void remove(String listener, String key) {
    keys.remove(listener + "/" + key);
  }

  @Override
  public Optional<ParkedKey> key(TenantId tenant, String listener, String key) {
    return Optional.ofNullable(keys.get(listener + "/" + key))
        .filter(_ -> tenant.value().equals("acme"));
  }

  @Override
  public Page<ParkedKey> keys(TenantId tenant, Optional<String> listener, String from, int limit) {
    List<ParkedKey> following =
        keys.tailMap(from).values().stream()
            .filter(key -> listener.map(key.listener()::equals).orElse(true))
            .toList();
    return following.size() <= limit
        ? new Page<>(following, Optional.empty())
        : new Page<>(
            following.subList(0, limit),
            Optional.of(following.get(limit).listener() + "/" + following.get(limit).key()));
  }
}
