package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.engine.Program;
import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.streams.PartitionClosedException;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.Entities;
import io.scriptmaster.testkit.FakeRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadyScriptsTest {

  static {
    // Records are built with defaults, which Avro refuses until somebody vouches for their classes.
    FakeRegistry.with(TopicCatalogue.withDefaultPrefix());
  }

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");
  private static final int LARGE = 256 * 1024;

  private final Map<String, Tenant> tenants = new HashMap<>();
  private final Map<String, Script> scripts = new HashMap<>();
  private final Map<String, ScriptRevision> revisions = new HashMap<>();
  private final AtomicInteger scriptsRead = new AtomicInteger();
  private final AtomicInteger revisionsRead = new AtomicInteger();

  /** While a script is read. */
  private Runnable meanwhile = () -> {};

  private final KeptScripts kept = new KeptScripts(32L * 1024 * 1024);
  private final ReadyScripts ready = new ReadyScripts(stored(), kept);

  @Test
  void shouldKeepEachLibraryOnceHoweverManyScriptsImportIt() {
    // Given
    List<LibraryPin> pins =
        IntStream.range(0, 20).mapToObj(n -> library(ACME, "lib-" + n, LARGE)).toList();
    IntStream.range(0, 980).forEach(n -> save(ACME, "script-" + n, "return " + n, pins));

    // When
    List<Program> programs =
        IntStream.range(0, 980)
            .mapToObj(n -> ready.find(ACME, "script-" + n).orElseThrow().program())
            .toList();

    // Then
    Set<Object> sources = Collections.newSetFromMap(new IdentityHashMap<>());
    programs.forEach(
        program -> program.libraries().values().forEach(library -> sources.add(library.source())));
    assertThat(programs).allSatisfy(program -> assertThat(program.libraries()).hasSize(20));
    assertThat(sources).hasSize(20);
    assertThat(revisionsRead).hasValue(20);
    assertThat(kept.characters()).isBetween(20L * LARGE, 20L * LARGE + 980 * 4_000);
  }

  @Test
  void shouldReadOnlyTheScriptThatIsAskedForAndOnlyOnce() {
    // Given
    IntStream.range(0, 100).forEach(n -> save(ACME, "script-" + n, "return " + n, List.of()));

    // When
    RunnableScript first = ready.find(ACME, "script-7").orElseThrow();
    RunnableScript second = ready.find(ACME, "script-7").orElseThrow();

    // Then
    assertThat(first.program().script().source()).isEqualTo("return 7");
    assertThat(second).isSameAs(first);
    assertThat(scriptsRead).hasValue(1);
  }

  @Test
  void shouldGiveTheSourceThatWasSavedLast() {
    // Given
    save(ACME, "score", "return 1", List.of());
    ready.find(ACME, "score");

    // When
    save(ACME, "score", "return 2", List.of());
    RunnableScript changed = ready.find(ACME, "score").orElseThrow();
    scripts.remove("acme/score");
    ready.changed("acme", "score");

    // Then
    assertThat(changed.program().script().source()).isEqualTo("return 2");
    assertThat(ready.find(ACME, "score")).isEmpty();
  }

  @Test
  void shouldNotKeepASourceThatChangedWhileItWasRead() {
    // Given
    save(ACME, "score", "return 1", List.of());
    meanwhile = () -> save(ACME, "score", "return 2", List.of());

    // When
    ready.find(ACME, "score");

    // Then
    assertThat(ready.find(ACME, "score").orElseThrow().program().script().source())
        .isEqualTo("return 2");
  }

  @Test
  void shouldFollowTheLimitsOfTheTenant() {
    // Given
    save(ACME, "score", "return 1", List.of());
    ready.find(ACME, "score");

    // When
    tenants.put("acme", tenant(Map.of("cpuMillis", 123L)));
    ready.limitsChanged("acme");

    // Then
    assertThat(ready.find(ACME, "score").orElseThrow().limits().cpu())
        .isEqualTo(Duration.ofMillis(123));
  }

  @Test
  void shouldWaitForALibraryThatIsNotThereYet() {
    // Given
    save(ACME, "score", "return 1", List.of(new LibraryPin("points", 1)));
    RunnableScript early = ready.find(ACME, "score").orElseThrow();

    // When
    library(ACME, "points", 10);

    // Then
    assertThat(early.program().libraries()).isEmpty();
    assertThat(ready.find(ACME, "score").orElseThrow().program().libraries())
        .containsOnlyKeys("points");
  }

  @Test
  void shouldKeepWithinItsBoundAndLetNoTenantPushOutAnother() {
    // Given
    save(OTHER, "score", "return 1", List.of());
    RunnableScript ofOther = ready.find(OTHER, "score").orElseThrow();
    IntStream.range(0, 200).forEach(n -> save(ACME, "script-" + n, "a".repeat(LARGE), List.of()));

    // When
    IntStream.range(0, 200).forEach(n -> assertThat(ready.find(ACME, "script-" + n)).isPresent());

    // Then
    assertThat(kept.characters()).isLessThan(9L * 1024 * 1024);
    assertThat(ready.find(OTHER, "score").orElseThrow()).isSameAs(ofOther);
  }

  @Test
  void shouldKeepLessThanAllOfManyTenants() {
    // When
    for (int n = 0; n < 100; n++) {
      TenantId tenant = new TenantId("tenant-" + n);
      for (int script = 0; script < 8; script++) {
        save(tenant, "script-" + script, "a".repeat(LARGE), List.of());
        assertThat(ready.find(tenant, "script-" + script)).isPresent();
      }
    }

    // Then
    assertThat(kept.characters()).isBetween(LARGE * 8L, 32L * 1024 * 1024);
  }

  @Test
  void shouldKeepNothingOfAPartitionThatIsGone() {
    // Given
    save(ACME, "score", "return 1", List.of());
    ready.find(ACME, "score");
    ReadyScripts next = new ReadyScripts(stored(), kept);

    // When
    scripts.put("acme/score", script(ACME, "score", "return 2", List.of()));
    ready.close();

    // Then
    assertThatThrownBy(() -> ready.find(ACME, "score"))
        .isInstanceOf(PartitionClosedException.class);
    assertThat(next.find(ACME, "score").orElseThrow().program().script().source())
        .isEqualTo("return 2");
  }

  private ReadyScripts.Stored stored() {
    return new ReadyScripts.Stored(
        tenants::get,
        key -> {
          scriptsRead.incrementAndGet();
          Script found = scripts.get(key);
          Runnable change = meanwhile;
          meanwhile = () -> {};
          change.run();
          return found;
        },
        key -> {
          revisionsRead.incrementAndGet();
          ScriptRevision found = revisions.get(key);
          // As from a store: a new text each time.
          return found == null
              ? null
              : ScriptRevision.newBuilder(found).setSource(new String(found.getSource())).build();
        });
  }

  private void save(TenantId tenant, String id, String source, List<LibraryPin> pins) {
    scripts.put(tenant + "/" + id, script(tenant, id, source, pins));
    ready.changed(tenant.value(), id);
  }

  private static Script script(TenantId tenant, String id, String source, List<LibraryPin> pins) {
    return Entities.script(tenant.value(), id, source).setImports(pins).build();
  }

  private LibraryPin library(TenantId tenant, String id, int characters) {
    revisions.put(
        "%s/%s/1".formatted(tenant, id),
        ScriptRevision.newBuilder()
            .setTenant(tenant.value())
            .setScript(id)
            .setRevision(1)
            .setSource("x".repeat(characters))
            .setSourceHash("")
            .setCreatedAt(Instant.EPOCH)
            .setCreatedBy("operator")
            .build());
    return new LibraryPin(id, 1);
  }

  private static Tenant tenant(Map<String, Long> limits) {
    return Entities.tenant("acme").setLimits(limits).build();
  }
}
