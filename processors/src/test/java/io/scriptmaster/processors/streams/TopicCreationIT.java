package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.schemas.TopicCreation;
import io.scriptmaster.testkit.LocalCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class TopicCreationIT {

  private static final int DEPLOYS = 4;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = new TopicCatalogue("created.");

  @Test
  void shouldCreateThemOnceWhenSeveralDeployAtOnce() throws Exception {
    // When
    List<Future<Integer>> deploys = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(DEPLOYS)) {
      for (int n = 0; n < DEPLOYS; n++) {
        deploys.add(threads.submit(() -> create(LocalCluster.PARTITIONS)));
      }
    }

    // Then
    for (Future<Integer> deploy : deploys) {
      assertThat(deploy.get()).isBetween(0, topics.all().size());
    }
    try (Admin admin = admin()) {
      assertThat(admin.listTopics().names().get())
          .containsAll(topics.all().stream().map(Topic::name).toList());
    }
    assertThat(create(LocalCluster.PARTITIONS)).isZero();
    assertThatThrownBy(() -> create(LocalCluster.PARTITIONS + 1))
        .hasMessageContaining("has %d partitions".formatted(LocalCluster.PARTITIONS));
  }

  private int create(int partitions) {
    try (Admin admin = admin()) {
      return new TopicCreation(admin, partitions, (short) 1).create(topics);
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()));
  }
}
