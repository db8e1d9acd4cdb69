package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.streams.RunningPlatform;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.testkit.Entities;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 210 malformed records of fourteen kinds, between good ones, on every partition of the real
 * broker.
 */
class MalformedRecordsIT {

  private static final String TENANT = "acme";
  private static final int ROUNDS = 15;

  @TempDir private Path stateDirectory;

  private final Random random = new Random(42);

  @Test
  void shouldSetEachAsideWithOriginAndReasonAndExecuteEveryGoodOne() {
    try (RunningPlatform platform = new RunningPlatform(stateDirectory)) {
      // Given
      platform.saveScript(TENANT, "return event.id;");
      Map<String, String> expectedReasons = new HashMap<>();
      Map<String, byte[]> originals = new HashMap<>();
      List<String> goodIds = new ArrayList<>();

      // When
      for (int round = 0; round < ROUNDS; round++) {
        for (Malformed malformed : malformed(platform, round)) {
          int partition = round % LocalCluster.PARTITIONS;
          RecordMetadata place =
              platform
                  .writer()
                  .write(
                      platform.topics().triggerEvents().name(),
                      malformed.at(partition),
                      "any",
                      malformed.value());
          String origin = "%s-%d-%d".formatted(place.topic(), place.partition(), place.offset());
          expectedReasons.put(origin, malformed.reason());
          originals.put(origin, malformed.value());
          String id = "good-" + goodIds.size();
          goodIds.add(id);
          platform
              .writer()
              .write(
                  platform.topics().triggerEvents(),
                  TENANT,
                  RunningPlatform.event(TENANT, id).setKey("in order").build());
        }
      }

      // Then
      try (TopicReader<DeadLetter> letters = platform.reader(platform.topics().deadLetters());
          TopicReader<Execution> executions = platform.reader(platform.topics().executions())) {
        assertThat(executions.readAtLeast(goodIds.size()))
            .extracting(record -> record.value().getTriggerId())
            .containsExactlyElementsOf(goodIds);
        List<ConsumerRecord<String, DeadLetter>> found =
            letters.readAtLeast(expectedReasons.size());
        Map<String, String> reasons =
            found.stream()
                .collect(Collectors.toMap(it -> it.value().getId(), it -> it.value().getReason()));
        assertThat(reasons).hasSize(ROUNDS * 14).isEqualTo(expectedReasons);
        assertThat(found)
            .allSatisfy(
                it -> {
                  byte[] kept = new byte[it.value().getValue().remaining()];
                  it.value().getValue().duplicate().get(kept);
                  assertThat(it.value().getMessage()).isNotBlank();
                  byte[] original = originals.get(it.value().getId());
                  assertThat(kept)
                      .isEqualTo(
                          it.value().getTruncated()
                              ? Arrays.copyOf(original, kept.length)
                              : original);
                });
      }
    }
  }

  /**
   * @param ownPartition to be sent to the tenant's own partition, because what is wrong is found
   *     only there
   */
  private record Malformed(String reason, byte[] value, Integer ownPartition) {

    int at(int partition) {
      return ownPartition == null ? partition : ownPartition;
    }
  }

  private List<Malformed> malformed(RunningPlatform platform, int round) {
    byte[] good =
        bytes(
            platform, RunningPlatform.event(TENANT, "x-" + round).setPayload("{\"n\": 1}").build());
    byte[] noise = new byte[40 + round];
    random.nextBytes(noise);
    noise[0] = (byte) (1 + random.nextInt(127));
    byte[] unknownSchema = good.clone();
    unknownSchema[1] = 0x7f;
    unknownSchema[4] = (byte) round;
    byte[] garbage = new byte[1024 * 1024];
    random.nextBytes(garbage);
    garbage[0] = 1;
    byte[] hugeLength = Arrays.copyOf(good, 11);
    Arrays.fill(hugeLength, 5, 10, (byte) 0xff);
    hugeLength[10] = 0x0f;
    int nobodys = TenantPartition.of(new TenantId("nobody"), LocalCluster.PARTITIONS);
    return List.of(
        new Malformed("not_confluent_avro", noise, null),
        new Malformed(
            "not_confluent_avro", ("{\"id\": \"json-" + round + "\"}").getBytes(UTF_8), null),
        new Malformed("unknown_schema", unknownSchema, null),
        new Malformed(
            "undecodable", Arrays.copyOf(good, 6 + random.nextInt(good.length - 7)), null),
        new Malformed("undecodable", hugeLength, null),
        new Malformed("wrong_record_type", otherRecord(platform), null),
        new Malformed(
            "invalid_tenant",
            bytes(platform, RunningPlatform.event("No Tenant", "x").build()),
            null),
        new Malformed(
            "unknown_tenant",
            bytes(platform, RunningPlatform.event("nobody", "x").build()),
            nobodys),
        new Malformed(
            "payload_not_json",
            bytes(platform, RunningPlatform.event(TENANT, "x").setPayload("{oops").build()),
            null),
        new Malformed("not_confluent_avro", garbage, null),
        new Malformed(
            "payload_not_json",
            bytes(
                platform,
                RunningPlatform.event(TENANT, "x").setPayload("[".repeat(100_000)).build()),
            null),
        new Malformed("unknown_schema", ofProtobufSchema(platform), null),
        new Malformed("undecodable", endlesslyNested(platform, good), null),
        // Small on the wire, compressed: larger than any request when it is taken apart.
        new Malformed("event_too_large", new byte[3 * 1024 * 1024], null));
  }

  private static byte[] bytes(RunningPlatform platform, TriggerEvent event) {
    return platform.writer().bytes(platform.topics().triggerEvents(), event);
  }

  /** An id that the registry knows, of a schema that is no Avro. */
  private static byte[] ofProtobufSchema(RunningPlatform platform) {
    int id =
        platform.registerRaw(
            "protobuf-value", "PROTOBUF", "syntax = \"proto3\"; message A { string b = 1; }");
    return ByteBuffer.allocate(7).put((byte) 0).putInt(id).put((byte) 0).put((byte) 1).array();
  }

  /**
   * A field that only the writer has, nested a million times: skipping it must not end the thread.
   */
  private static byte[] endlesslyNested(RunningPlatform platform, byte[] good) {
    String schema = platform.topics().triggerEvents().schema().toString();
    String node =
        "{\"name\": \"pad\", \"type\": [\"null\", {\"type\": \"record\", \"name\": \"Node\","
            + " \"fields\": [{\"name\": \"next\", \"type\": [\"null\", \"Node\"]}]}]}";
    int end = schema.lastIndexOf("]");
    int id =
        platform.registerRaw(
            "nested-value", "AVRO", schema.substring(0, end) + ", " + node + schema.substring(end));
    byte[] nested = new byte[good.length + 1_000_000];
    Arrays.fill(nested, (byte) 2);
    System.arraycopy(good, 0, nested, 0, good.length);
    ByteBuffer.wrap(nested).put((byte) 0).putInt(id);
    return nested;
  }

  private static byte[] otherRecord(RunningPlatform platform) {
    return platform.writer().bytes(platform.topics().tenants(), Entities.tenant(TENANT).build());
  }
}
