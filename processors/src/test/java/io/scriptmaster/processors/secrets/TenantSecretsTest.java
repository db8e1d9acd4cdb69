package io.scriptmaster.processors.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.entity.DataKey;
import io.scriptmaster.entity.Secret;
import io.scriptmaster.processors.entities.SaveDataKey;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSecretsTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final EntityId NAME = new EntityId("password");
  private static final String OLD = MasterKeyring.generate("key-1");
  private static final String NEW = MasterKeyring.generate("key-2");

  private final FakeDataKeys dataKeys = new FakeDataKeys();
  private final TenantSecrets secrets = new TenantSecrets(MasterKeyring.parse(OLD), dataKeys);

  @Test
  void shouldOpenWhatItSealed() {
    assertThat(secrets.open(sealed(secrets, ACME, NAME, "s3cret ü"))).isEqualTo("s3cret ü");
  }

  @Test
  void shouldNeverSealToTheSameBytesNorShowThePlainOnes() {
    Secret first = sealed(secrets, ACME, NAME, "s3cret");
    Secret second = sealed(secrets, ACME, NAME, "s3cret");

    assertThat(first.getCiphertext()).isNotEqualTo(second.getCiphertext());
    assertThat(new String(first.getCiphertext().array(), UTF_8)).doesNotContain("s3cret");
  }

  @Test
  void shouldNotOpenASecretUnderAnotherNameOrTenant() {
    Secret secret = sealed(secrets, ACME, NAME, "s3cret");
    sealed(secrets, new TenantId("other"), NAME, "x");

    assertThatThrownBy(() -> secrets.open(Secret.newBuilder(secret).setId("other").build()))
        .hasMessageContaining("can not be decrypted");
    assertThatThrownBy(() -> secrets.open(Secret.newBuilder(secret).setTenant("other").build()))
        .hasMessageContaining("can not be decrypted");
  }

  @Test
  void shouldGiveTheSameDigestForTheSameTextAndTenantAlone() throws Exception {
    // When
    String digest = secrets.digest(ACME, "s3cret");
    TenantSecrets both = new TenantSecrets(MasterKeyring.parse(NEW + "\n" + OLD), dataKeys);
    both.rewrap(ACME);

    // Then
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(both.digest(ACME, "s3cret")).isEqualTo(digest);
    assertThat(both.digest(ACME, "s3cret2")).isNotEqualTo(digest);
    assertThat(both.digest(new TenantId("other"), "s3cret")).isNotEqualTo(digest);
    assertThat(digest)
        .isNotEqualTo(
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest("s3cret".getBytes(UTF_8))));
  }

  @Test
  void shouldOpenNothingOnceTheDataKeyIsGone() {
    Secret secret = sealed(secrets, ACME, NAME, "s3cret");
    dataKeys.keys.clear();

    assertThatThrownBy(() -> secrets.open(secret)).hasMessageContaining("erased");
  }

  @Test
  void shouldRotateTheMasterKeyWithoutTouchingTheSecrets() {
    Secret secret = sealed(secrets, ACME, NAME, "s3cret");
    TenantSecrets both = new TenantSecrets(MasterKeyring.parse(NEW + "\n" + OLD), dataKeys);
    TenantSecrets onlyNew = new TenantSecrets(MasterKeyring.parse(NEW), dataKeys);

    assertThatThrownBy(() -> onlyNew.open(secret)).hasMessageContaining("key-1");
    assertThat(both.open(secret)).isEqualTo("s3cret");
    assertThat(both.rewrap(ACME)).isTrue();
    assertThat(both.rewrap(ACME)).isFalse();
    assertThat(onlyNew.open(secret)).isEqualTo("s3cret");
  }

  @Test
  void shouldKeepTheKeyThatAnotherInstanceMadeAtTheSameTime() {
    dataKeys.beforeSave =
        () -> {
          dataKeys.beforeSave = () -> {};
          sealed(secrets, ACME, new EntityId("other"), "first");
        };

    Secret secret = sealed(secrets, ACME, NAME, "s3cret");

    assertThat(secrets.open(secret)).isEqualTo("s3cret");
    assertThat(dataKeys.keys).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nokey", "key-1:short", "key-1:c2hvcnQ=", "KEY:AAAA", "key-1:****"})
  void shouldTeachWhatAMasterKeyIsWithoutShowingIt(String text) {
    assertThatThrownBy(() -> MasterKeyring.parse(text))
        .hasMessageContaining("openssl rand")
        .hasMessageNotContaining("c2hvcnQ=")
        .hasNoCause();
  }

  @Test
  void shouldPrintNoKey() {
    assertThat(MasterKeyring.parse(OLD).toString())
        .contains("key-1")
        .doesNotContain(OLD.substring(6));
  }

  private static Secret sealed(
      TenantSecrets secrets, TenantId tenant, EntityId name, String value) {
    SealedSecret sealed = secrets.seal(tenant, name, value);
    return Secret.newBuilder()
        .setTenant(tenant.value())
        .setId(name.value())
        .setVersion(1)
        .setCiphertext(ByteBuffer.wrap(sealed.ciphertext()))
        .setKeyVersion(sealed.keyVersion())
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy("x")
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy("x")
        .build();
  }

  private static final class FakeDataKeys implements TenantSecrets.DataKeys {

    private final Map<TenantId, DataKey> keys = new HashMap<>();
    private Runnable beforeSave = () -> {};

    @Override
    public Optional<DataKey> find(TenantId tenant) {
      return Optional.ofNullable(keys.get(tenant));
    }

    @Override
    public void save(TenantId tenant, SaveDataKey key, OptionalLong expectedVersion) {
      beforeSave.run();
      long version = find(tenant).map(DataKey::getVersion).orElse(0L);
      if (expectedVersion.orElse(version) != version) {
        return;
      }
      keys.put(
          tenant,
          DataKey.newBuilder()
              .setTenant(tenant.value())
              .setId(TenantSecrets.DATA_KEY.value())
              .setVersion(version + 1)
              .setWrapped(ByteBuffer.wrap(key.wrapped()))
              .setMasterKey(key.masterKey())
              .setCreatedAt(Instant.EPOCH)
              .setCreatedBy("x")
              .setUpdatedAt(Instant.EPOCH)
              .setUpdatedBy("x")
              .build());
    }
  }
}
