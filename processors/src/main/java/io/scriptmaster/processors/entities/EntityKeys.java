package io.scriptmaster.processors.entities;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/**
 * Keys of the store {@code entities}: {@code tenant/kind/id}, so that all of a tenant, and all of a
 * kind of a tenant, are one range each; and of the {@link TenantIndex}.
 */
final class EntityKeys {

  private static final String REVISIONS = "script-revision";

  // No kind of entities has these words.
  private static final String INDEX = "index";
  private static final String FORGOTTEN = "forgotten-revision";

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

  /** The number in the key of a revision. */
  static int revisionIn(String key) {
    return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1));
  }

  /** Of all scripts. */
  static String revisions(TenantId tenant) {
    return "%s/%s/".formatted(tenant, REVISIONS);
  }

  static String revisionsOf(TenantId tenant, EntityId script) {
    return "%s%s/".formatted(revisions(tenant), script);
  }

  /** After all keys that start with {@code prefix}, which ends with a slash: '0' follows '/'. */
  static String afterAll(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + "0";
  }

  /** There is an index of the tenant; below it are its entries, apart from all entities. */
  static String index(TenantId tenant) {
    return "%s/%s/".formatted(tenant, INDEX);
  }

  static String count(TenantId tenant, EntityKind kind) {
    return "%scount/%s".formatted(index(tenant), kind.word());
  }

  static String usersOf(TenantId tenant, EntityId script, EntityKind kind) {
    return "%suser/%s/%s/".formatted(index(tenant), script, kind.word());
  }

  /** Of all scripts together. */
  static String revisionBytes(TenantId tenant) {
    return index(tenant) + "revision-bytes";
  }

  /** Scripts that are deleted and have revisions. */
  static String deletedScripts(TenantId tenant) {
    return index(tenant) + "deleted-script/";
  }

  /**
   * The newest number of a script all of whose revisions were forgotten. Not below the index: it
   * could not be built again.
   */
  static String forgottenRevision(TenantId tenant, EntityId script) {
    return "%s/%s/%s".formatted(tenant, FORGOTTEN, script);
  }

  /** The key of a revision's record in its topic. */
  static String revisionRecord(TenantId tenant, String script, int number) {
    return "%s/%s/%d".formatted(tenant, script, number);
  }
}
