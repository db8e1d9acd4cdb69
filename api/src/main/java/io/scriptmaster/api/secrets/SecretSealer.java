package io.scriptmaster.api.secrets;

import io.scriptmaster.processors.secrets.SealedSecret;
import io.scriptmaster.processors.secrets.TenantSecrets;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Encrypts what a tenant keeps secret, before it goes anywhere. */
public interface SecretSealer {

  /**
   * Encrypts a value for one tenant and name. Safe for use by several threads.
   *
   * @param value 1 to 65,536 bytes of UTF-8
   */
  SealedSecret seal(TenantId tenant, EntityId name, String value);

  /**
   * The same for the same text and tenant; without the tenant's key it does not help to guess the
   * text. Safe for use by several threads.
   */
  String digest(TenantId tenant, String text);

  /** Under the data keys of tenants. */
  static SecretSealer of(TenantSecrets secrets) {
    return new SecretSealer() {
      @Override
      public SealedSecret seal(TenantId tenant, EntityId name, String value) {
        return secrets.seal(tenant, name, value);
      }

      @Override
      public String digest(TenantId tenant, String text) {
        return secrets.digest(tenant, text);
      }
    };
  }
}
