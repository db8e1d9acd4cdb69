package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.testkit.TopologyHarness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decides on the real stores, and looks at what is read of them. */
class EntityStoresTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
  private static final int LARGE = 200_000;
  private static final int SCRIPTS = 40;

  @TempDir private Path stateDirectory;

  private final AtomicLong bytesRead = new AtomicLong();
  private TopologyHarness harness;
  private KeyValueStore<String, byte[]> entities;
  private EntityStores stores;
  private DecideCommand decision;

  @BeforeEach
  void start() {
    harness =
        new TopologyHarness(
            (topics, serdes) ->
                StreamsApplication.properties(
                    new StreamsSettings("localhost:1", stateDirectory, "test-", 1, 1),
                    EntitiesTopology.PROFILE,
                    topics,
                    serdes),
            (topics, serdes) -> config -> EntitiesTopology.build(config, topics, serdes));
    KeyValueStore<String, Tenant> tenants = harness.driver().getKeyValueStore(EntityStores.TENANTS);
    entities = harness.driver().getKeyValueStore(EntityStores.ENTITIES);
    stores =
        new EntityStores(
            tenants, counting(entities), new EntityValues(harness.topics(), harness.serdes()));
    decision = new DecideCommand(stores::of);
    accepted(send("tenant", "save", "acme", "{\"displayName\": \"Acme\"}", false));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldDecideWithoutReadingTheSourcesOfTheTenant() {
    // Given
    saveLarge();
    bytesRead.set(0);

    // When: one is made, changed, named and deleted
    accepted(save("new", "return 1", ""));
    accepted(save("new", "return 2", ", \"library\": true"));
    accepted(save("new", "return 2", ""));
    accepted(listen("hears", "new"));
    refused(delete("new", false), "script_in_use");
    accepted(delete("new", true));

    // Then
    assertThat(bytesRead).hasValueLessThan(10_000);
  }

  @Test
  void shouldFindTheImportersOfALibraryWithoutReadingThem() {
    // Given
    saveLarge();
    bytesRead.set(0);

    // Then
    refused(delete("base", false), "library_in_use");
    refused(save("base", "return 1", ""), "library_in_use");
    assertThat(bytesRead).hasValueLessThan(10_000);
  }

  @Test
  void shouldCountAnewWhatCameAndWent() {
    // Given
    accepted(
        send(
            "tenant",
            "save",
            "acme",
            "{\"displayName\": \"Acme\", \"quotas\": {\"script\": 2, \"listener\": 1}}",
            false));
    accepted(save("a", "return 1", ""));
    accepted(save("b", "return 1", ""));
    accepted(save("b", "return 2", ""));
    accepted(listen("l", "a"));

    // When
    refused(save("c", "return 1", ""), "quota_exceeded");
    refused(listen("m", "a"), "quota_exceeded");
    accepted(delete("a", true));

    // Then
    accepted(listen("m", "b"));
    accepted(save("c", "return 1", ""));
    refused(save("d", "return 1", ""), "quota_exceeded");
    accepted(delete("c", false));
    refused(delete("b", false), "script_in_use");
  }

  @Test
  void shouldForgetWhatAScriptNoLongerImportsAndAListenerNoLongerNames() {
    // Given
    accepted(save("base", "return 1", ", \"library\": true"));
    accepted(save("a", "return 1", ", \"imports\": [\"base\"]"));
    accepted(save("b", "return 1", ""));
    accepted(listen("l", "b"));

    // When
    accepted(save("a", "return 2", ""));
    accepted(listen("l", "a"));

    // Then
    accepted(delete("b", false));
    accepted(delete("base", false));
    refused(delete("a", false), "script_in_use");
  }

  @Test
  void shouldHoldALibraryThatARestoredRevisionImports() {
    // Given
    accepted(save("base", "return 1", ", \"library\": true"));
    accepted(save("a", "return 1", ", \"imports\": [\"base\"]"));
    accepted(save("a", "return 2", ""));

    // When
    accepted(send("script", "restore", "a", "{\"revision\": 1}", false));

    // Then
    refused(delete("base", false), "library_in_use");
    accepted(delete("a", false));
    accepted(delete("base", false));
  }

  @Test
  void shouldBuildTheSameIndexOfWhatWasWrittenBeforeThereWasOne() {
    // Given
    saveLarge();
    accepted(listen("l", "script-1"));
    accepted(listen("m", "script-1"));
    accepted(save("gone", "return 1", ""));
    accepted(delete("gone", false));
    accepted(save("back", "return 1", ""));
    accepted(delete("back", false));
    accepted(save("back", "return 2", ""));
    accepted(delete("back", true));
    accepted(save("back", "return 2", ""));
    TreeMap<String, List<Byte>> kept = index();
    kept.keySet().forEach(entities::delete);

    // When
    refused(delete("base", false), "library_in_use");

    // Then
    assertThat(kept).hasSizeGreaterThan(SCRIPTS);
    assertThat(index()).containsAllEntriesOf(kept);
    refused(delete("script-1", false), "script_in_use");
    accepted(delete("script-1", true));
    assertThat(stores.of(ACME).count(EntityCatalogue.SCRIPTS)).isEqualTo(SCRIPTS + 1);
    assertThat(stores.of(ACME).count(EntityCatalogue.LISTENERS)).isZero();
  }

  @Test
  void shouldBuildAnIndexOfAnotherFormAnew() {
    // Given
    accepted(save("a", "return 1", ""));
    entities.put(EntityKeys.index(ACME), new byte[] {0});
    entities.put(
        EntityKeys.usersOf(ACME, new EntityId("a"), EntityKind.LISTENER) + "gone", new byte[] {1});

    // When
    accepted(delete("a", false));

    // Then
    assertThat(stores.of(ACME).count(EntityCatalogue.SCRIPTS)).isZero();
  }

  @Test
  void shouldRefuseARevisionForWhichThereIsNoRoomAndSayHowToMakeSome() {
    // Given
    limit(5_000);
    accepted(save("a", "1".repeat(2_000), ""));
    accepted(save("a", "2".repeat(2_000), ""));

    // When
    CommandResult refused = save("a", "1".repeat(2_000), "");
    CommandResult restored = send("script", "restore", "a", "{\"revision\": 1}", false);

    // Then
    refused(refused, "quota_exceeded");
    refused(restored, "quota_exceeded");
    assertThat(refused.getMessage()).contains("delete scripts", "5000", "limits.revisionBytes");
    accepted(save("a", "2".repeat(2_000), ", \"description\": \"no new source\""));
    assertThat(stores.of(ACME).lastRevision(new EntityId("a"))).isEqualTo(2);
  }

  @Test
  void shouldForgetAsManyRevisionsOfDeletedScriptsAsThereHasToBeRoomAndNoOthers() {
    // Given
    limit(10_000);
    accepted(save("old", "1".repeat(1_500), ""));
    accepted(save("old", "2".repeat(1_500), ""));
    accepted(save("old", "3".repeat(1_500), ""));
    accepted(save("a", "1".repeat(3_000), ""));
    accepted(delete("old", false));

    // When
    accepted(save("a", "2".repeat(3_000), ""));

    // Then
    assertThat(revisionsOf("old")).containsExactly(2, 3);
    assertThat(revisionsOf("a")).containsExactly(1, 2);
    assertThat(stores.of(ACME).revisionBytes()).isBetween(9_000L, 10_000L);

    // When: the last ones go, too
    accepted(save("a", "3".repeat(3_000), ""));

    // Then
    assertThat(revisionsOf("old")).isEmpty();
    refused(save("a", "4".repeat(3_000), ""), "quota_exceeded");
    assertThat(revisionsOf("a")).containsExactly(1, 2, 3);
    limit(20_000);
    accepted(save("old", "return 4", ""));
    assertThat(revisionsOf("old")).containsExactly(4);
  }

  @Test
  void shouldBoundTheNumberOfSmallRevisions() {
    // Given
    limit(10 * 1_024);
    for (int n = 0; n < 10; n++) {
      accepted(save("a", "return " + n % 2, ""));
    }

    // Then
    refused(save("a", "return 0", ""), "quota_exceeded");
  }

  @Test
  void shouldTakeARevisionInThePlaceOfOthersWhereTheLimitWasLowered() {
    // Given
    for (int n = 0; n < 5; n++) {
      accepted(save("old", n + "a".repeat(2_000), ""));
    }
    accepted(delete("old", false));
    limit(1_024);
    long before = stores.of(ACME).revisionBytes();

    // When
    accepted(save("a", "return 1", ""));

    // Then
    assertThat(stores.of(ACME).revisionBytes()).isLessThan(before);
    assertThat(revisionsOf("a")).containsExactly(1);
  }

  @Test
  void shouldGoOnCountingRevisionsOfADeletedScript() {
    // Given
    accepted(save("a", "return 1", ""));
    accepted(save("a", "return 2", ""));
    accepted(delete("a", false));

    // When
    accepted(save("a", "return 3", ""));

    // Then
    assertThat(stores.of(ACME).lastRevision(new EntityId("a"))).isEqualTo(3);
  }

  /** A library, and scripts that import it. */
  private void saveLarge() {
    accepted(save("base", "b".repeat(LARGE / 100), ", \"library\": true"));
    for (int n = 0; n < SCRIPTS; n++) {
      accepted(save("script-" + n, "a".repeat(LARGE), ", \"imports\": [\"base\"]"));
    }
  }

  private void limit(int revisionBytes) {
    accepted(
        send(
            "tenant",
            "save",
            "acme",
            "{\"displayName\": \"Acme\", \"limits\": {\"revisionBytes\": %d}}"
                .formatted(revisionBytes),
            false));
  }

  private List<Integer> revisionsOf(String script) {
    return IntStream.range(0, 20)
        .filter(number -> stores.of(ACME).hasRevision(new EntityId(script), number))
        .boxed()
        .toList();
  }

  private TreeMap<String, List<Byte>> index() {
    TreeMap<String, List<Byte>> found = new TreeMap<>();
    try (var entries = entities.prefixScan(EntityKeys.index(ACME), new StringSerializer())) {
      entries.forEachRemaining(
          entry -> {
            List<Byte> bytes = new ArrayList<>();
            for (byte one : entry.value) {
              bytes.add(one);
            }
            found.put(entry.key, bytes);
          });
    }
    return found;
  }

  private CommandResult save(String id, String source, String fields) {
    return send("script", "save", id, "{\"source\": \"%s\"%s}".formatted(source, fields), false);
  }

  private CommandResult listen(String id, String script) {
    return send(
        "listener",
        "save",
        id,
        "{\"eventTypes\": [\"x\"], \"script\": \"%s\"}".formatted(script),
        false);
  }

  private CommandResult delete(String id, boolean cascade) {
    return send("script", "delete", id, null, cascade);
  }

  private CommandResult send(
      String kind, String action, String entity, String body, boolean cascade) {
    Command command =
        Command.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setTenant("acme")
            .setKind(kind)
            .setAction(action)
            .setEntity(entity)
            .setBody(body)
            .setCascade(cascade)
            .setActor("operator")
            .setIssuedAt(Instant.EPOCH)
            .build();
    Verdict verdict = decision.decide(command, NOW);
    verdict.states().forEach(stores::apply);
    return verdict.result();
  }

  private static void accepted(CommandResult result) {
    assertThat(result.getMessage()).isNull();
    assertThat(result.getAccepted()).isTrue();
  }

  private static void refused(CommandResult result, String code) {
    assertThat(result.getCode()).isEqualTo(code);
  }

  @SuppressWarnings("unchecked")
  private KeyValueStore<String, byte[]> counting(KeyValueStore<String, byte[]> store) {
    return (KeyValueStore<String, byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (_, method, arguments) -> {
              try {
                return counted(method.invoke(store, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Object counted(Object result) {
    return switch (result) {
      case byte[] value -> {
        bytesRead.addAndGet(value.length);
        yield value;
      }
      case KeyValueIterator<?, ?> entries ->
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {KeyValueIterator.class},
              (_, method, arguments) -> {
                Object one = method.invoke(entries, arguments);
                if (one instanceof KeyValue<?, ?> entry) {
                  bytesRead.addAndGet(((byte[]) entry.value).length);
                }
                return one;
              });
      case null, default -> result;
    };
  }
}
