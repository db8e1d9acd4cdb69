package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path HOME = Path.of(System.getProperty("scriptmaster.registry.home"));

  @TempDir Path directory;

  @Test
  void shouldKeepSchemasAndIdsWhenTheChildIsKilled() throws Exception {
    // Given
    String registered;
    try (EmbeddedRegistry registry = start()) {
      registered =
          new RegistryClient(registry.url()).register("people", RegistryClient.NAME_ONLY).body();
      ProcessHandle.of(registry.pid()).orElseThrow().destroyForcibly();
      await().atMost(PATIENCE).until(() -> !registry.isAlive());
    }

    // When
    try (EmbeddedRegistry registry = start()) {

      // Then
      assertThat(registered).isEqualTo("{\"id\":1}");
      assertThat(new RegistryClient(registry.url()).get("/schemas/ids/1").body())
          .contains("Person");
      assertThat(
              new RegistryClient(registry.url())
                  .register("people", RegistryClient.NAME_ONLY)
                  .body())
          .isEqualTo(registered);
    }
  }

  @Test
  void shouldEndWithItsParentAndStartAgainAtOnce() throws Exception {
    // Given
    long child;
    try (OtherProcess parent = OtherProcess.run(RegistryProcess.class, HOME, directory)) {
      child = Long.parseLong(parent.line());
      new RegistryClient(URI.create(parent.line())).register("people", RegistryClient.NAME_ONLY);

      // When
      parent.close();
    }

    // Then
    try (EmbeddedRegistry registry = start()) {
      await().atMost(PATIENCE).until(() -> ProcessHandle.of(child).isEmpty());
      assertThat(new RegistryClient(registry.url()).get("/schemas/ids/1").body())
          .contains("Person");
    }
  }

  @Test
  void shouldStopTheChildAndAllowASecondClose() {
    // Given
    EmbeddedRegistry registry = start();

    // When
    registry.close();
    registry.close();

    // Then
    assertThat(registry.isAlive()).isFalse();
    assertThat(archives()).singleElement().matches(archive -> archive.length() > 0);
  }

  private static File[] archives() {
    return HOME.toFile().listFiles((_, name) -> name.matches("registry-\\w+\\.jsa"));
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void shouldKillAChildThatDoesNotStopAndKeepWhatItHad() throws Exception {
    // Given an archive, so that there is nothing else to wait for
    while (archives().length == 0) {
      start().close();
    }
    EmbeddedRegistry stuck = start();
    new RegistryClient(stuck.url()).register("people", RegistryClient.NAME_ONLY);
    new ProcessBuilder("kill", "-STOP", Long.toString(stuck.pid())).start().waitFor();

    // When
    long closing = System.nanoTime();
    stuck.close();

    // Then
    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(45));
    assertThat(stuck.isAlive()).isFalse();
    try (EmbeddedRegistry registry = start()) {
      assertThat(new RegistryClient(registry.url()).get("/schemas/ids/1").body())
          .contains("Person");
    }
  }

  @Test
  void shouldPointToTheLogWhenTheRegistryCannotStart() throws IOException {
    // Given
    Files.writeString(
        directory.resolve("registry.mv.db"), "not a database, only some text that is long enough");

    // When / Then
    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("see its log " + directory.resolve("registry.log"));
    DirectoryLock.acquire(directory).close();
  }

  @Test
  void shouldStartBesideKafkaAtTheSameTime() {
    // When
    CompletableFuture<EmbeddedRegistry> starting = CompletableFuture.supplyAsync(this::start);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(KafkaSettings.in(directory.resolve("kafka")));
        EmbeddedRegistry registry = starting.join()) {

      // Then
      assertThat(registry.isAlive()).isTrue();
      assertThat(kafka.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  private EmbeddedRegistry start() {
    return EmbeddedRegistry.start(RegistrySettings.in(HOME, directory));
  }
}
