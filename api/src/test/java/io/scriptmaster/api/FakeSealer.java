package io.scriptmaster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.secrets.SecretSealer;
import io.scriptmaster.processors.secrets.SealedSecret;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Seals to something that is not secret, but not the value either. */
final class FakeSealer implements SecretSealer {

  @Override
  public SealedSecret seal(TenantId tenant, EntityId name, String value) {
    return new SealedSecret("sealed".getBytes(UTF_8), 1);
  }

  @Override
  public String digest(TenantId tenant, String text) {
    return "keyed-%s-%s".formatted(tenant, text);
  }
}
