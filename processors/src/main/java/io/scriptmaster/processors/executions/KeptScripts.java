package io.scriptmaster.processors.executions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/**
 * The scripts of all tenants of this process that ran last, bounded by the characters of their
 * sources: the tenants that were used least go first. What one tenant has more than its part costs
 * that tenant alone, whose scripts are then read anew. Any thread.
 */
final class KeptScripts {

  /** So many tenants may use all of their part. */
  private static final int PARTS = 4;

  private final long perTenant;
  private final Cache<Key, TenantScripts> byTenant;

  /**
   * @param owner what reads the scripts, one per life of a partition: nothing that another kept is
   *     taken for its own
   */
  record Key(Object owner, String tenant) {}

  /**
   * @param characters of all sources; in memory a character takes one byte, or two
   */
  KeptScripts(long characters) {
    this.perTenant = characters / PARTS;
    this.byTenant =
        Caffeine.newBuilder()
            .maximumWeight(characters)
            .<Key, TenantScripts>weigher((_, scripts) -> scripts.weight())
            // Evicts on the thread that adds: there is no other that could fall behind.
            .executor(Runnable::run)
            .build();
  }

  static KeptScripts ofThisMachine() {
    return new KeptScripts(Runtime.getRuntime().maxMemory() / 16);
  }

  TenantScripts of(Key tenant) {
    return byTenant.get(tenant, _ -> new TenantScripts(perTenant));
  }

  Optional<TenantScripts> ifKept(Key tenant) {
    return Optional.ofNullable(byTenant.getIfPresent(tenant));
  }

  /** To be called when it has become larger: others may have to go. */
  void grown(Key tenant, TenantScripts scripts) {
    // Only if it is still kept: what changed since it was not would have been missed.
    byTenant.asMap().replace(tenant, scripts, scripts);
  }

  void forget(Key tenant) {
    byTenant.invalidate(tenant);
  }

  void forgetAllOf(Object owner) {
    byTenant.asMap().keySet().removeIf(key -> key.owner() == owner);
  }

  /** Of all sources that are kept. */
  long characters() {
    byTenant.cleanUp();
    return byTenant.asMap().values().stream().mapToLong(TenantScripts::weight).sum();
  }
}
