package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.schemas.TenantId;
import java.util.function.BiPredicate;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Executions that were admitted and not finished when a commit came, or for which there was no room
 * in memory: by {@code tenant/sequence}, oldest first. Owned by the stream thread.
 */
final class PendingExecutions {

  private final KeyValueStore<String, PendingExecution> store;

  PendingExecutions(KeyValueStore<String, PendingExecution> store) {
    this.store = store;
  }

  void put(TenantId tenant, long sequence, PendingExecution pending) {
    store.put(key(tenant.value(), sequence), pending);
  }

  void delete(TenantId tenant, long sequence) {
    store.delete(key(tenant.value(), sequence));
  }

  /** What an entry is. */
  interface Visitor {
    void visit(String tenant, long sequence, PendingExecution pending);
  }

  void forEach(Visitor visitor) {
    try (var entries = store.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        int slash = entry.key.indexOf('/');
        visitor.visit(entry.key.substring(0, slash), sequence(entry.key, slash), entry.value);
      }
    }
  }

  /** Those of a tenant from a sequence on, in order, as long as the visitor wants more. */
  void from(String tenant, long sequence, BiPredicate<Long, PendingExecution> visitor) {
    try (var entries = store.range(key(tenant, sequence), key(tenant, Long.MAX_VALUE))) {
      while (entries.hasNext()) {
        var entry = entries.next();
        if (!visitor.test(sequence(entry.key, tenant.length()), entry.value)) {
          return;
        }
      }
    }
  }

  private static String key(String tenant, long sequence) {
    return tenant + "/" + "%016x".formatted(sequence);
  }

  private static long sequence(String key, int slash) {
    return Long.parseLong(key.substring(slash + 1), 16);
  }
}
