package io.scriptmaster.processors.entities;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/**
 * Keys of the store {@code entities}: {@code tenant/kind/id}, so that all of a tenant, and all of a
 * kind of a tenant, are one range each.
 */
final class EntityKeys {

  private static final String REVISIONS = "script-revision";

  private EntityKeys() {}

  static String entity(TenantId tenant, EntityKind kind, String id) {
    return allOf(tenant, kind) + id;
  }

  static String allOf(TenantId tenant, EntityKind kind) {
    return "%s/%s/".formatted(tenant, kind.word());
  }

  static String revision(TenantId tenant, EntityId script, int number) {
    return "%s%08d".formatted(revisionsOf(tenant, script), number);
  }

  static String revisionsOf(TenantId tenant, EntityId script) {
    return "%s/%s/%s/".formatted(tenant, REVISIONS, script);
  }

  /** After all keys that start with {@code prefix}, which ends with a slash: '0' follows '/'. */
  static String afterAll(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + "0";
  }

  /** The key of a revision's record in its topic. */
  static String revisionRecord(TenantId tenant, String script, int number) {
    return "%s/%s/%d".formatted(tenant, script, number);
  }
}
