package io.scriptmaster.testkit;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import java.time.Instant;
import java.util.List;

/** Entities as their topics hold them, with what they can not be without: a test sets the rest. */
public final class Entities {

  private static final String OPERATOR = "operator";

  private Entities() {}

  public static Tenant.Builder tenant(String id) {
    return Tenant.newBuilder()
        .setId(id)
        .setVersion(1)
        .setDisplayName(id)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy(OPERATOR)
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy(OPERATOR);
  }

  public static Script.Builder script(String tenant, String id, String source) {
    return Script.newBuilder()
        .setTenant(tenant)
        .setId(id)
        .setVersion(1)
        .setRevision(1)
        .setSource(source)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy(OPERATOR)
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy(OPERATOR);
  }

  /** Of {@code issue.*}. */
  public static Listener.Builder listener(String tenant, String id, String script) {
    return Listener.newBuilder()
        .setTenant(tenant)
        .setId(id)
        .setVersion(1)
        .setEventTypes(List.of("issue.*"))
        .setScript(script)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy(OPERATOR)
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy(OPERATOR);
  }
}
