package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.testkit.FreePort;
import io.scriptmaster.testkit.LocalCluster;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform under another topic prefix works, and leaves everything else of the cluster alone. */
class TopicPrefixIT {

  private static final String PREFIX = "team-a.";
  private static final LocalCluster CLUSTER = LocalCluster.shared();
  private static final String TENANT = "/v1/tenants/prefixed";

  @TempDir private Path data;

  @Test
  void shouldKeepTopicsAndGroupsUnderThePrefix() throws Exception {
    // Given
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, CLUSTER.bootstrapServers()))) {
      Set<String> before = topicsAndGroups(admin);

      // When
      try (RunningServe instance = launch()) {
        instance.awaitReady();
        runAScript(instance);
      }

      // Then
      Set<String> made = topicsAndGroups(admin);
      made.removeAll(before);
      assertThat(made)
          .allSatisfy(name -> assertThat(name).startsWith("team-a"))
          .contains("team-a.executions", "team-a-executions");
    }
  }

  private RunningServe launch() {
    return RunningServe.launch(
        CLUSTER.bootstrapServers(),
        CLUSTER.registryUrl(),
        data,
        FreePort.find(),
        LocalCluster.PARTITIONS,
        RunningServe.SMALL_HEAP,
        PREFIX);
  }

  private static void runAScript(RunningServe instance) throws Exception {
    post(instance, "/v1/tenants", "{\"id\": \"prefixed\", \"displayName\": \"P\"}", 201);
    put(instance, TENANT + "/scripts/score", "{\"source\": \"return 42;\"}");
    put(
        instance,
        TENANT + "/listeners/score",
        "{\"eventTypes\": [\"issue.*\"], \"script\": \"score\"}");
    post(
        instance,
        TENANT + "/events",
        "{\"id\": \"event-1\", \"type\": \"issue.created\", \"payload\": {}}",
        202);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                instance
                    .request("GET", TENANT + "/executions", null)
                    .body()
                    .contains("\"result\":42"));
  }

  private static HttpResponse<String> ask(
      RunningServe instance, String method, String path, String body) throws Exception {
    return Retried.request(method, headers -> instance.request(method, path, body, headers));
  }

  private static void post(RunningServe instance, String path, String body, int status)
      throws Exception {
    assertThat(ask(instance, "POST", path, body).statusCode()).isEqualTo(status);
  }

  private static void put(RunningServe instance, String path, String body) throws Exception {
    assertThat(ask(instance, "PUT", path, body).statusCode()).isEqualTo(201);
  }

  private static Set<String> topicsAndGroups(Admin admin) throws Exception {
    Set<String> names =
        admin.listGroups().all().get().stream()
            .map(GroupListing::groupId)
            .collect(Collectors.toSet());
    // Kafka makes topics of its own when they are first needed.
    admin.listTopics().names().get().stream()
        .filter(name -> !name.startsWith("__"))
        .forEach(names::add);
    return names;
  }
}
