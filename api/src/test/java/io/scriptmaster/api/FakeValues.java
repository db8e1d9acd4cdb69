package io.scriptmaster.api;

import io.scriptmaster.api.values.ValueReads;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Values of the tenant {@code acme} in memory; positions are keys. */
final class FakeValues implements ValueReads {

  private final TreeMap<String, ScriptValue> values = new TreeMap<>();

  void add(String key, String json) {
    values.put(
        key,
        ScriptValue.newBuilder()
            .setTenant("acme")
            .setKey(key)
            .setValue(json)
            .setVersion(3)
            .setUpdatedAt(Instant.parse("2026-11-24T08:30:00.123Z"))
            .setScript("score")
            .setExecutionId("x1")
            .build());
  }

  @Override
  public Optional<ScriptValue> value(TenantId tenant, String key) {
    return Optional.ofNullable(values.get(key)).filter(it -> tenant.value().equals("acme"));
  }

  @Override
  public Page<ScriptValue> values(TenantId tenant, String prefix, String from, int limit) {
    List<ScriptValue> following =
        values.tailMap(from.isEmpty() ? prefix : from).values().stream()
            .filter(value -> value.getKey().startsWith(prefix))
            .toList();
    return following.size() <= limit
        ? new Page<>(following, Optional.empty())
        : new Page<>(following.subList(0, limit), Optional.of(following.get(limit).getKey()));
  }
}
