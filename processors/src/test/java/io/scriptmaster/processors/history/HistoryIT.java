package io.scriptmaster.processors.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.entities.EntitiesTopology;
import io.scriptmaster.processors.entities.EntityValues;
import io.scriptmaster.processors.entities.EntityView;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.RunningPlatform;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.TenantId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ran, and what was saved, read back from the views on the real broker. */
class HistoryIT {

  private static final TenantId ACME = new TenantId("acme");
  private static final ExecutionFilter ALL =
      new ExecutionFilter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir private Path stateDirectory;

  @Test
  void shouldPageThroughATenantsExecutionsNewestFirstAndThroughTheirLogLines() {
    try (RunningPlatform platform = new RunningPlatform(stateDirectory)) {
      // Given
      platform.saveScript("acme", "for (let i = 0; i < 5; i++) sm.log.info('line ' + i);");
      platform.saveScript("acme-2", "return 1;");
      ExecutionHistory history =
          new ExecutionHistory(platform.reads(HistoryTopology.PROFILE.name()));

      // When
      for (int n = 0; n < 25; n++) {
        for (String tenant : List.of("acme", "acme-2")) {
          platform
              .writer()
              .write(
                  platform.topics().triggerEvents(),
                  tenant,
                  RunningPlatform.event(tenant, "e-" + n).build());
        }
      }

      // Then
      await()
          .ignoreException(ViewUnavailableException.class)
          .untilAsserted(
              () -> assertThat(history.executions(ACME, ALL, "", 100).items()).hasSize(25));
      List<Execution> paged = new ArrayList<>();
      String from = "";
      do {
        Page<Execution> page = history.executions(ACME, ALL, from, 10);
        paged.addAll(page.items());
        from = page.next().orElse("");
      } while (!from.isEmpty());
      assertThat(paged).extracting(Execution::getTenant).containsOnly("acme");
      assertThat(paged).extracting(Execution::getTriggerId).doesNotHaveDuplicates().hasSize(25);
      assertThat(paged).isSortedAccordingTo((a, b) -> b.getStartedAt().compareTo(a.getStartedAt()));
      String id = paged.getFirst().getId();
      await()
          .ignoreException(ViewUnavailableException.class)
          .untilAsserted(() -> assertThat(history.logLines(ACME, id, "", 100).items()).hasSize(5));
      Page<LogLine> first = history.logLines(ACME, id, "", 3);
      Page<LogLine> second = history.logLines(ACME, id, first.next().orElseThrow(), 3);
      assertThat(first.items()).extracting(LogLine::getSequence).containsExactly(0, 1, 2);
      assertThat(second.items()).extracting(LogLine::getSequence).containsExactly(3, 4);
      assertThat(second.next()).isEmpty();
      assertThat(history.execution(new TenantId("acme-2"), id)).isEmpty();
    }
  }

  @Test
  void shouldListAllTenantsInOrderOverAllPartitions() {
    try (RunningPlatform platform = new RunningPlatform(stateDirectory)) {
      // Given
      List<String> ids = IntStream.range(0, 20).mapToObj("tenant-%02d"::formatted).toList();
      ids.forEach(id -> platform.command(id, "tenant", id, "{\"displayName\": \"x\"}"));
      EntityView view =
          new EntityView(
              platform.reads(EntitiesTopology.PROFILE.name()),
              new EntityValues(platform.topics(), platform.serdes()));
      await()
          .ignoreException(ViewUnavailableException.class)
          .untilAsserted(() -> assertThat(view.tenants("", 100).items()).hasSize(20));

      // When
      List<String> paged = new ArrayList<>();
      String after = "";
      do {
        var page = view.tenants(after, 7);
        page.items().forEach(tenant -> paged.add(tenant.getId()));
        after = page.next().orElse("");
      } while (!after.isEmpty());

      // Then
      assertThat(paged).isEqualTo(ids);
    }
  }
}
