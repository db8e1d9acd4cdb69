package io.scriptmaster.processors.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.entity.DataKey;
import io.scriptmaster.entity.Secret;
import io.scriptmaster.processors.entities.SaveDataKey;
import io.scriptmaster.processors.secrets.MasterKeyring.MasterKey;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Seals and opens the secrets of tenants. Safe for use by several threads. */
public final class TenantSecrets {

  /** The id of the one data key that a tenant has. */
  public static final EntityId DATA_KEY = new EntityId("secrets");

  private static final int FIRST_KEY = 1;

  /** What the key of digests is made for. */
  private static final String DIGESTS = "scriptmaster digests of requests";

  private final MasterKeyring masterKeys;
  private final DataKeys dataKeys;

  public TenantSecrets(MasterKeyring masterKeys, DataKeys dataKeys) {
    this.masterKeys = masterKeys;
    this.dataKeys = dataKeys;
  }

  /** Where the wrapped data keys are kept. */
  public interface DataKeys {

    Optional<DataKey> find(TenantId tenant);

    /**
     * Saves under the condition that nobody else did meanwhile, and returns when that is decided.
     *
     * @param expectedVersion 0 where there is none yet
     */
    void save(TenantId tenant, SaveDataKey key, OptionalLong expectedVersion);
  }

  /**
   * Encrypts a value for one tenant and name.
   *
   * @throws IllegalStateException where the tenant's data key is wrapped under a master key that is
   *     not in the keyring
   */
  public SealedSecret seal(TenantId tenant, EntityId name, String value) {
    DataKey key = dataKeys.find(tenant).orElseGet(() -> make(tenant));
    return new SealedSecret(
        AesGcm.seal(unwrap(tenant, key), value.getBytes(UTF_8), context(tenant, name)), FIRST_KEY);
  }

  /**
   * The same for the same text and tenant, and nothing that helps guessing the text without the
   * tenant's data key.
   *
   * @throws IllegalStateException as {@link #seal}
   */
  public String digest(TenantId tenant, String text) {
    DataKey key = dataKeys.find(tenant).orElseGet(() -> make(tenant));
    // A key of its own: one that encrypts does nothing else.
    byte[] own = hmac(unwrap(tenant, key), DIGESTS);
    return HexFormat.of().formatHex(hmac(own, text));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /**
   * The plain value.
   *
   * @throws IllegalStateException where the data key is gone, or the ciphertext was sealed for
   *     another tenant or name
   */
  public String open(Secret secret) {
    TenantId tenant = new TenantId(secret.getTenant());
    DataKey key =
        dataKeys
            .find(tenant)
            .orElseThrow(
                () -> new IllegalStateException("the secrets of %s were erased".formatted(tenant)));
    byte[] context = context(tenant, new EntityId(secret.getId()));
    return AesGcm.open(unwrap(tenant, key), bytes(secret.getCiphertext()), context)
        .map(plain -> new String(plain, UTF_8))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "secret %s of %s can not be decrypted".formatted(secret.getId(), tenant)));
  }

  /**
   * Wraps a tenant's data key under the current master key, if it is wrapped under an older one.
   *
   * @return whether it was
   */
  public boolean rewrap(TenantId tenant) {
    Optional<DataKey> key = dataKeys.find(tenant);
    MasterKey current = masterKeys.current();
    if (key.isEmpty() || key.get().getMasterKey().equals(current.id())) {
      return false;
    }
    byte[] plain = unwrap(tenant, key.get());
    dataKeys.save(tenant, wrap(tenant, plain), OptionalLong.of(key.get().getVersion()));
    return true;
  }

  /** Of two instances that make a key at once, one is refused; both go on with what was saved. */
  private DataKey make(TenantId tenant) {
    dataKeys.save(tenant, wrap(tenant, AesGcm.newKey()), OptionalLong.of(0));
    return dataKeys
        .find(tenant)
        .orElseThrow(
            () -> new IllegalStateException("the data key of %s was not kept".formatted(tenant)));
  }

  private SaveDataKey wrap(TenantId tenant, byte[] plain) {
    MasterKey master = masterKeys.current();
    return new SaveDataKey(
        AesGcm.seal(master.bytes(), plain, tenant.value().getBytes(UTF_8)), master.id());
  }

  private byte[] unwrap(TenantId tenant, DataKey key) {
    return masterKeys
        .find(key.getMasterKey())
        .flatMap(
            master ->
                AesGcm.open(
                    master.bytes(), bytes(key.getWrapped()), tenant.value().getBytes(UTF_8)))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the data key of %s is wrapped under master key %s, which is not in the keyring or is another one"
                        .formatted(tenant, key.getMasterKey())));
  }

  private static byte[] context(TenantId tenant, EntityId name) {
    return "%s/%s".formatted(tenant, name).getBytes(UTF_8);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
