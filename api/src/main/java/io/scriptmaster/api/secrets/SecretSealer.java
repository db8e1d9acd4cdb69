package io.scriptmaster.api.secrets;

import io.scriptmaster.processors.secrets.SealedSecret;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Encrypts what a tenant keeps secret, before it goes anywhere. */
@FunctionalInterface
public interface SecretSealer {

  /**
   * Encrypts a value for one tenant and name. Safe for use by several threads.
   *
   * @param value 1 to 65,536 bytes of UTF-8
   */
  SealedSecret seal(TenantId tenant, EntityId name, String value);
}
