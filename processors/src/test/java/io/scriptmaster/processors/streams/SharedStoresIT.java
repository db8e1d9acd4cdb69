package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.Entities;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any instance answers for any tenant, also while partitions move between instances. */
class SharedStoresIT {

  private static final int TENANTS = 600;
  private static final Duration MOVE = Duration.ofSeconds(60);
  private static final List<String> EVERYBODY =
      IntStream.range(0, TENANTS).mapToObj("tenant-%04d"::formatted).toList();
  private static final ClusterKey KEY = ClusterKey.of("the secret of this test");

  @TempDir private Path folder;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final String prefix = "shared-%s-".formatted(UUID.randomUUID());
  private final List<KeepingInstance> running = new ArrayList<>();
  private int started;

  @BeforeEach
  void writeTenants() {
    try (TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), cluster.serdes())) {
      EVERYBODY.forEach(tenant -> writer.write(topics.tenants(), tenant, tenant(tenant, 1)));
    }
  }

  @AfterEach
  void stopAll() {
    running.forEach(KeepingInstance::close);
  }

  @Test
  void shouldReadEveryKeyFromEachInstanceAndAfterOneHasLeft() {
    // Given
    KeepingInstance first = start();
    KeepingInstance second = start();
    awaitShares(first, second);

    // Then
    assertReadsEverything(first.reads());
    assertReadsEverything(second.reads());

    // When
    stop(first);

    // Then
    assertReadsEverything(second.reads());
  }

  @Test
  void shouldFindAWriteFromAnotherInstanceAsSoonAsTheOwnerHasIt() {
    // Given
    KeepingInstance first = start();
    KeepingInstance second = start();
    awaitShares(first, second);
    TenantId tenant =
        EVERYBODY.stream()
            .map(TenantId::new)
            .filter(it -> second.hasHere(TenantPartition.of(it, LocalCluster.PARTITIONS)))
            .findFirst()
            .orElseThrow();

    for (long version = 2; version < 20; version++) {
      // When
      try (TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), cluster.serdes())) {
        writer.write(topics.tenants(), tenant.value(), tenant(tenant.value(), version));
      }
      long written = version;
      await().pollInterval(Duration.ofMillis(5)).until(() -> version(second, tenant) == written);

      // Then
      assertThat(version(first, tenant)).isEqualTo(version);
    }
  }

  @Test
  void shouldNeverMissAnExistingKeyWhilePartitionsMove() throws InterruptedException {
    // Given
    KeepingInstance reading = start();
    await().atMost(MOVE).until(() -> reading.activeTasks() == LocalCluster.PARTITIONS);
    assertReadsEverything(reading.reads());
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger right = new AtomicInteger();
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> readers =
        IntStream.range(0, 4)
            .mapToObj(
                seed ->
                    Thread.ofVirtual()
                        .start(() -> readUntil(stop, reading.reads(), seed, right, wrong)))
            .toList();

    // When
    for (int i = 0; i < 3; i++) {
      KeepingInstance other = start();
      awaitShares(reading, other);
      stop(other);
      await().atMost(MOVE).until(() -> reading.activeTasks() == LocalCluster.PARTITIONS);
    }

    // Then
    stop.set(true);
    for (Thread reader : readers) {
      reader.join();
    }
    assertThat(wrong).isEmpty();
    assertThat(right).hasValueGreaterThan(1_000);
  }

  @Test
  void shouldAnswerInstancesAloneAndForItsPartitionsAlone() throws Exception {
    // Given
    KeepingInstance first = start();
    KeepingInstance second = start();
    awaitShares(first, second);
    int here =
        IntStream.range(0, LocalCluster.PARTITIONS)
            .filter(first::hasHere)
            .findFirst()
            .orElseThrow();
    int there =
        IntStream.range(0, LocalCluster.PARTITIONS)
            .filter(second::hasHere)
            .findFirst()
            .orElseThrow();
    byte[] question = new StoreQuestion.Keys(List.of("tenant-0001")).toBytes();
    String right = KEY.header();

    // Then
    assertThat(status(first, right, KeepingInstance.TENANTS, here, question)).isEqualTo(200);
    assertThat(status(first, right, KeepingInstance.TENANTS, there, question)).isEqualTo(421);
    assertThat(status(first, right, "no-such-store", here, question)).isEqualTo(421);
    assertThat(status(first, "Bearer wrong", KeepingInstance.TENANTS, here, question))
        .isEqualTo(401);
    assertThat(status(first, right, KeepingInstance.TENANTS, here, new byte[] {'x'}))
        .isEqualTo(400);
    assertThat(status(first, right, KeepingInstance.TENANTS, here, new byte[300_000]))
        .isEqualTo(413);
    assertThat(status(first, right, KeepingInstance.TENANTS + "/..", here, question))
        .isEqualTo(404);
  }

  private static void readUntil(
      AtomicBoolean stop, StoreReads reads, int seed, AtomicInteger right, List<String> wrong) {
    Random random = new Random(seed);
    while (!stop.get()) {
      String id = EVERYBODY.get(random.nextInt(TENANTS));
      TenantId tenant = new TenantId(id);
      try {
        Optional<Tenant> found = reads.get(KeepingInstance.TENANTS, tenant, id);
        int texts = texts(reads, tenant, 100).items().size();
        if (found.isPresent() && texts == KeepingInstance.ENTRIES) {
          right.incrementAndGet();
        } else {
          wrong.add("%s with %d texts: %s".formatted(id, texts, found));
        }
      } catch (ViewUnavailableException e) {
        // It is allowed to say so.
      }
    }
  }

  private KeepingInstance start() {
    KeepingInstance instance =
        new KeepingInstance(cluster, topics, prefix, folder.resolve("s" + started++), KEY);
    running.add(instance);
    return instance;
  }

  private void stop(KeepingInstance instance) {
    running.remove(instance);
    instance.close();
  }

  private static void awaitShares(KeepingInstance first, KeepingInstance second) {
    await()
        .atMost(MOVE)
        .until(
            () ->
                first.activeTasks() > 0
                    && second.activeTasks() > 0
                    && first.activeTasks() + second.activeTasks() == LocalCluster.PARTITIONS);
  }

  private static void assertReadsEverything(StoreReads reads) {
    // Everything has been written, but maybe not kept yet.
    await()
        .atMost(MOVE)
        .ignoreException(ViewUnavailableException.class)
        .until(() -> reads.smallestAfter(KeepingInstance.TENANTS, "", TENANTS).size() == TENANTS);
    assertThat(reads.<Tenant>smallestAfter(KeepingInstance.TENANTS, "", TENANTS + 1))
        .extracting(Tenant::getId)
        .containsExactlyElementsOf(EVERYBODY);
    assertThat(reads.<Tenant>smallestAfter(KeepingInstance.TENANTS, "tenant-0009", 2))
        .extracting(Tenant::getId)
        .containsExactly("tenant-0010", "tenant-0011");
    for (String id : EVERYBODY.subList(0, 100)) {
      TenantId tenant = new TenantId(id);
      List<String> keys =
          IntStream.range(0, KeepingInstance.ENTRIES)
              .mapToObj(i -> KeepingInstance.entry(id, i))
              .toList();
      assertThat(reads.<Tenant>get(KeepingInstance.TENANTS, tenant, id))
          .map(Tenant::getId)
          .hasValue(id);
      assertThat(reads.<Tenant>get(KeepingInstance.TENANTS, tenant, id + "x")).isEmpty();
      assertThat(texts(reads, tenant, 100)).isEqualTo(new Page<>(keys, Optional.empty()));
      assertThat(texts(reads, tenant, 5))
          .isEqualTo(new Page<>(keys.subList(0, 5), Optional.of(keys.get(5))));
      assertThat(reads.<byte[]>getAll(KeepingInstance.BYTES, tenant, keys).values())
          .containsExactly(
              IntStream.range(0, KeepingInstance.ENTRIES)
                  .mapToObj(i -> new byte[] {(byte) i})
                  .toArray(byte[][]::new));
    }
  }

  private static Page<String> texts(StoreReads reads, TenantId tenant, int limit) {
    return reads.range(
        KeepingInstance.TEXTS, tenant, tenant + "/", tenant + "0", limit, 1_000, text -> true);
  }

  private static long version(KeepingInstance instance, TenantId tenant) {
    return instance
        .reads()
        .<Tenant>get(KeepingInstance.TENANTS, tenant, tenant.value())
        .map(Tenant::getVersion)
        .orElse(0L);
  }

  private static int status(
      KeepingInstance instance, String authorization, String store, int partition, byte[] question)
      throws IOException, InterruptedException {
    URI uri =
        instance.address().http(StoreReadServer.path(instance.applicationId(), store, partition));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofByteArray(question))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static Tenant tenant(String id, long version) {
    return Entities.tenant(id).setVersion(version).build();
  }
}
