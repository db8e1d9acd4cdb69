package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a running registry does; one registry for all, because no test disturbs it. */
class RegistryAnswersIT {

  private static final String STRICT = "FULL_TRANSITIVE";

  @TempDir static Path directory;

  private static RegistrySettings settings;
  private static EmbeddedRegistry registry;
  private static RegistryClient client;

  @BeforeAll
  static void start() {
    settings =
        RegistrySettings.in(Path.of(System.getProperty("scriptmaster.registry.home")), directory);
    registry = EmbeddedRegistry.start(settings);
    client = new RegistryClient(registry.url());
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldListenOnLoopbackOnly() throws IOException {
    // Given: the API and the management server
    int servers = 2;

    // When / Then
    assertThat(ListeningAddresses.of(registry.pid()))
        .hasSize(servers)
        .isSubsetOf(ListeningAddresses.LOOPBACK);
  }

  @Test
  void shouldAnswerWithConfluentsCodeForUnknownSchema() throws Exception {
    // When
    HttpResponse<String> response = client.get("/schemas/ids/999");

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"error_code\":40403");
  }

  @Test
  void shouldAnswerWithConfluentsCodeForUnknownSubject() throws Exception {
    // When
    HttpResponse<String> response = client.get("/subjects/none/versions/1");

    // Then
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"error_code\":40401");
  }

  @Test
  void shouldEnforceTheCompatibilityOfASubject() throws Exception {
    // Given
    client.require(STRICT, "/config/people");
    client.register("people", RegistryClient.NAME_ONLY);

    // When
    HttpResponse<String> response = client.register("people", RegistryClient.AGE_REQUIRED);

    // Then
    assertThat(response.statusCode()).isEqualTo(409);
  }

  @Test
  void shouldEnforceTheCompatibilityOfAllSubjects() throws Exception {
    // Given
    client.require(STRICT, "/config");
    client.register("others", RegistryClient.NAME_ONLY);

    // When
    HttpResponse<String> response = client.register("others", RegistryClient.AGE_REQUIRED);

    // Then
    assertThat(response.statusCode()).isEqualTo(409);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void shouldLeaveInterruptFromTheTerminalToItsParent() throws Exception {
    // When
    new ProcessBuilder("kill", "-INT", Long.toString(registry.pid())).start().waitFor();

    // Then
    await().atMost(Duration.ofMinutes(1)).during(Duration.ofSeconds(1)).until(registry::isAlive);
    assertThat(client.get("/subjects").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRefuseSecondRegistryOnTheSameDirectory() {
    assertThatThrownBy(() -> EmbeddedRegistry.start(settings))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("is in use by another Scriptmaster");
  }
}
