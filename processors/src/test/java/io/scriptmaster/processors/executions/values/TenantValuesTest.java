package io.scriptmaster.processors.executions.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.ValueWrite;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.execution.ValueUsage;
import io.scriptmaster.schemas.TenantId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class TenantValuesTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private final Map<String, Object> stored = new TreeMap<>();
  private final Map<String, Object> expiries = new TreeMap<>();
  private final Map<String, Object> usages = new TreeMap<>();
  private TenantValues values = open();

  @Test
  void shouldGiveNoVersionTwiceAlsoAfterAMove() {
    // Given
    assertThat(versions(NOW, set("a"), set("b"))).containsExactly(1L, 2L);
    assertThat(versions(NOW, set("a"))).containsExactly(3L);
    assertThat(versions(NOW, delete("a"))).containsExactly(-1L);
    values.beforeCommit();

    // When
    values = open();

    // Then
    assertThat(versions(NOW, set("a"))).containsExactly(4L);
  }

  @Test
  void shouldKeepCountingWhereOnlyADeletionIsCommitted() {
    // Given
    versions(NOW, set("a"), set("b"));
    values.beforeCommit();
    values = open();
    versions(NOW, delete("a"));
    values.beforeCommit();

    // When
    values = open();

    // Then
    assertThat(versions(NOW, set("a"))).containsExactly(3L);
  }

  @Test
  void shouldGiveAGreaterOneThanWhatWasStoredBeforeVersionsWereCounted() {
    // Given
    stored.put("acme/a", value(17));

    // When / Then
    assertThat(versions(NOW, set("a"), set("b"))).containsExactly(18L, 19L);
  }

  @Test
  void shouldNotTakeAnExpiredValueForNone() {
    // Given
    versions(
        NOW, new ValueWrite("a", Optional.of("1"), Optional.of(Duration.ofSeconds(1)), none()));

    // When / Then
    assertThat(versions(NOW.plusSeconds(2), set("a"))).containsExactly(2L);
  }

  @Test
  void shouldStoreTheVersionThatAReaderWasTold() {
    // Given
    ValueReader reader = values.reader(ACME, () -> NOW);
    reader.get("a");
    long told = reader.nextVersion(0);
    assertThat(versions(NOW, set("b"))).containsExactly(told + 1);

    // When
    assertThat(values.changedSince(reader)).isFalse();

    // Then
    assertThat(
            versions(
                NOW, new ValueWrite("a", Optional.of("1"), Optional.empty(), Optional.of(told))))
        .containsExactly(told);
  }

  private List<Long> versions(Instant now, ValueWrite... writes) {
    return values.apply(ACME, Arrays.asList(writes), "s", "x", now).stream()
        .map(change -> change.value().map(ScriptValue::getVersion).orElse(-1L))
        .toList();
  }

  private static ValueWrite set(String key) {
    return new ValueWrite(key, Optional.of("1"), Optional.empty(), none());
  }

  private static ValueWrite delete(String key) {
    return new ValueWrite(key, Optional.empty(), Optional.empty(), none());
  }

  private static Optional<Long> none() {
    return Optional.empty();
  }

  private static ScriptValue value(long version) {
    return ScriptValue.newBuilder()
        .setTenant("acme")
        .setKey("a")
        .setValue("1")
        .setVersion(version)
        .setExpiresAt(null)
        .setUpdatedAt(NOW)
        .setScript("s")
        .setExecutionId("x")
        .build();
  }

  private TenantValues open() {
    return new TenantValues(
        TenantValuesTest.<ScriptValue>store(stored),
        TenantValuesTest.<String>store(expiries),
        TenantValuesTest.<ValueUsage>store(usages),
        () -> {});
  }

  @SuppressWarnings("unchecked")
  private static <V> KeyValueStore<String, V> store(Map<String, Object> content) {
    return (KeyValueStore<String, V>)
        Proxy.newProxyInstance(
            TenantValuesTest.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "get" -> content.get(arguments[0]);
                  case "delete" -> content.remove(arguments[0]);
                  case "put" ->
                      arguments[1] == null
                          ? content.remove(arguments[0])
                          : content.put((String) arguments[0], arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
