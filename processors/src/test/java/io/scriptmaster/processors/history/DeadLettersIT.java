package io.scriptmaster.processors.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters read back from the view on the real broker. */
class DeadLettersIT {

  private static final TenantId ACME = new TenantId("acme");
  private static final Instant FIRST = Instant.now().minusSeconds(3_600);

  @TempDir private Path stateDirectory;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();

  @Test
  void shouldPageThroughATenantsDeadLettersNewestFirstAndKnowWhoRedroveThem() {
    // Given
    try (StreamsApplication application = start();
        TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), cluster.serdes())) {
      for (int n = 0; n < 25; n++) {
        // As large as a letter may be: the view must not choke on it.
        write(writer, "acme", n, n == 3 ? 2 * 1024 * 1024 - 4096 : 10);
        write(writer, "acme-2", n, 10);
      }
      writer.write(topics.entityChanges(), "acme", redrive("letter-7", 2));
      DeadLetterView view =
          new DeadLetterView(StoreReads.ofOneInstance(application, LocalCluster.PARTITIONS));

      // When
      await()
          .ignoreException(ViewUnavailableException.class)
          .untilAsserted(
              () -> {
                assertThat(letters(view, all())).hasSize(25);
                assertThat(view.letter(ACME, "letter-7").orElseThrow().redrives()).isEqualTo(2);
              });

      // Then
      List<KeptDeadLetter> paged = letters(view, all());
      assertThat(paged)
          .extracting(kept -> kept.letter().getId())
          .startsWith("letter-24", "letter-23")
          .endsWith("letter-0")
          .doesNotHaveDuplicates();
      assertThat(paged)
          .extracting(kept -> kept.place().partition())
          .containsOnly(TenantPartition.of(ACME, LocalCluster.PARTITIONS));
      assertThat(paged).filteredOn(kept -> kept.lastRedrive().isPresent()).hasSize(1);
      assertThat(
              letters(
                  view,
                  new DeadLetterFilter(Optional.empty(), Optional.of("odd"), Optional.empty())))
          .hasSize(12);
      assertThat(view.letter(new TenantId("acme-2"), "letter-7").orElseThrow().redrives()).isZero();
      assertThat(view.letter(ACME, "letter-99")).isEmpty();
    }
  }

  private static DeadLetterFilter all() {
    return new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<KeptDeadLetter> letters(DeadLetterView view, DeadLetterFilter filter) {
    List<KeptDeadLetter> letters = new ArrayList<>();
    String from = "";
    do {
      Page<KeptDeadLetter> page = view.letters(ACME, filter, from, 10);
      letters.addAll(page.items());
      from = page.next().orElse("");
    } while (!from.isEmpty());
    return letters;
  }

  private void write(TopicWriter writer, String tenant, int number, int bytes) {
    writer.write(
        topics.deadLetters(),
        tenant,
        DeadLetter.newBuilder()
            .setId("letter-" + number)
            .setTenant(tenant)
            .setTopic(topics.triggerEvents().name())
            .setPartition(0)
            .setOffset(number)
            .setTimestamp(FIRST)
            .setReason("unknown_tenant")
            .setMessage("there is no tenant")
            .setValue(ByteBuffer.wrap(new byte[bytes]))
            .setFailedAt(FIRST.plusMillis(number))
            .setScript(number % 2 == 1 ? "odd" : "even")
            .build());
  }

  private static EntityChange redrive(String letter, int number) {
    return EntityChange.newBuilder()
        .setId("c-1")
        .setTenant("acme")
        .setKind(Redriven.KIND)
        .setEntity(letter)
        .setAction(Redriven.ACTION)
        .setVersion(number)
        .setActor("operator")
        .setAt(Instant.now())
        .build();
  }

  private StreamsApplication start() {
    StreamsApplication application =
        StreamsApplication.of(
            new StreamsSettings(
                cluster.bootstrapServers(), stateDirectory, "it-" + UUID.randomUUID() + "-", 1, 1),
            HistoryTopology.PROFILE,
            topics,
            cluster.serdes(),
            config -> HistoryTopology.build(config, topics, cluster.serdes(), Duration.ofDays(30)));
    application.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                application.isRunning()
                    && application.activePartitions() == LocalCluster.PARTITIONS);
    return application;
  }
}
