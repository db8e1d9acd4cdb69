package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.Decision.Deleted;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.processors.entities.Decision.Saved;
import io.scriptmaster.processors.entities.Decision.Unchanged;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecideScriptTest {

  private static final Instant THEN = Instant.parse("2026-11-24T10:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");

  @Test
  void shouldCreateVersionAndRevisionOne() {
    Decision<Script> decision = DecideScript.save(Optional.empty(), body("return 1"), request(NOW));

    assertThat(decision).isInstanceOf(Saved.class);
    Saved<Script> saved = (Saved<Script>) decision;
    assertThat(saved.created()).isTrue();
    assertThat(saved.entity().getVersion()).isEqualTo(1);
    assertThat(saved.entity().getRevision()).isEqualTo(1);
    assertThat(saved.entity().getCreatedAt()).isEqualTo(NOW);
    assertThat(saved.entity().getCreatedBy()).isEqualTo("operator");
    assertThat(saved.entity().getEnabled()).isTrue();
  }

  @Test
  void shouldMakeARevisionOnlyWhenTheSourceChanges() {
    Script current = saved(Optional.empty(), body("return 1"), THEN);

    Script described = saved(Optional.of(current), new SaveScript("return 1", "one", true), NOW);
    Script rewritten = saved(Optional.of(described), new SaveScript("return 2", "one", true), NOW);

    assertThat(described.getVersion()).isEqualTo(2);
    assertThat(described.getRevision()).isEqualTo(1);
    assertThat(rewritten.getVersion()).isEqualTo(3);
    assertThat(rewritten.getRevision()).isEqualTo(2);
    assertThat(rewritten.getCreatedAt()).isEqualTo(THEN);
    assertThat(rewritten.getUpdatedAt()).isEqualTo(NOW);
  }

  @Test
  void shouldChangeNothingWhenNothingChanges() {
    Script current = saved(Optional.empty(), body("return 1"), THEN);

    assertThat(DecideScript.save(Optional.of(current), body("return 1"), request(NOW)))
        .isEqualTo(new Unchanged<>(1));
  }

  @Test
  void shouldRejectAStaleVersion() {
    Script current = saved(Optional.empty(), body("return 1"), THEN);

    assertThat(DecideScript.save(Optional.of(current), body("return 2"), request(NOW, 2)))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("version_conflict"));
    assertThat(DecideScript.save(Optional.of(current), body("return 2"), request(NOW, 0)))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("version_conflict"));
    assertThat(DecideScript.save(Optional.empty(), body("return 2"), request(NOW, 1)))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("version_conflict"));
    assertThat(DecideScript.save(Optional.of(current), body("return 2"), request(NOW, 1)))
        .isInstanceOf(Saved.class);
  }

  @Test
  void shouldDeleteOnlyAScriptThatNoListenerStarts() {
    Optional<Script> current = Optional.of(saved(Optional.empty(), body("return 1"), THEN));

    assertThat(DecideScript.delete(current, Stream.of(listener("other")), request(NOW)))
        .isInstanceOf(Deleted.class);
    assertThat(
            DecideScript.delete(
                current, Stream.of(listener("other"), listener("score")), request(NOW)))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("script_in_use");
              assertThat(rejected.message()).contains("on-created");
            });
    assertThat(DecideScript.delete(Optional.empty(), Stream.of(), request(NOW)))
        .isInstanceOfSatisfying(
            Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("not_found"));
  }

  private static SaveScript body(String source) {
    return new SaveScript(source, null, null);
  }

  private static Script saved(Optional<Script> current, SaveScript body, Instant now) {
    return ((Saved<Script>) DecideScript.save(current, body, request(now))).entity();
  }

  private static Request request(Instant now) {
    return new Request(
        new TenantId("acme"), new EntityId("score"), "operator", now, OptionalLong.empty());
  }

  private static Request request(Instant now, long expectedVersion) {
    return new Request(
        new TenantId("acme"),
        new EntityId("score"),
        "operator",
        now,
        OptionalLong.of(expectedVersion));
  }

  private static Listener listener(String script) {
    return Listener.newBuilder()
        .setTenant("acme")
        .setId("on-created")
        .setVersion(1)
        .setEventTypes(List.of("issue.*"))
        .setScript(script)
        .setCreatedAt(THEN)
        .setCreatedBy("operator")
        .setUpdatedAt(THEN)
        .setUpdatedBy("operator")
        .build();
  }
}
