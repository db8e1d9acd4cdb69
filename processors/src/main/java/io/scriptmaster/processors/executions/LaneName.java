package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.scriptmaster.schemas.TenantId;
import java.util.Base64;

/** Whose events wait behind one that failed: those of a key that a listener hears. */
record LaneName(TenantId tenant, String listener, String key) {

  LaneName {
    requireNonNull(tenant, "tenant");
    requireNonNull(listener, "listener");
    requireNonNull(key, "key");
  }

  /**
   * @param storeKey {@code tenant/listener/key/}, and whatever follows
   */
  static LaneName of(String storeKey) {
    String[] parts = storeKey.split("/", 4);
    return new LaneName(
        new TenantId(parts[0]),
        parts[1],
        new String(Base64.getUrlDecoder().decode(parts[2]), UTF_8));
  }

  /** {@code tenant/listener/key/}, the key such that it has no slash. */
  String inStore() {
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    return "%s/%s/%s/".formatted(tenant, listener, encoded);
  }

  /** Of one that waits in it. */
  String inStore(long sequence) {
    return inStore() + "%016x".formatted(sequence);
  }
}
