package io.scriptmaster.schemas;

/**
 * The record key of a tenant's entity in a compacted topic and in a store: {@code tenant/id}.
 *
 * <p>A tenant id has no slash, so all keys of a tenant, and no others, start with {@link
 * #prefixOf}.
 */
public record EntityKey(TenantId tenant, EntityId id) {

  /** What all keys of this tenant start with. */
  public static String prefixOf(TenantId tenant) {
    return tenant.value() + "/";
  }

  @Override
  public String toString() {
    return prefixOf(tenant) + id.value();
  }
}
