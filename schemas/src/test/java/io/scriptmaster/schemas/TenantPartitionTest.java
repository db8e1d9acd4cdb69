package io.scriptmaster.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class TenantPartitionTest {

  @Test
  void shouldBeWhereKafkasOwnPartitionerPutsAKeyOfTheTenant() {
    IntStream.range(0, 1_000)
        .mapToObj("tenant-%d"::formatted)
        .forEach(
            tenant ->
                assertThat(TenantPartition.of(new TenantId(tenant), 12))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(tenant.getBytes(UTF_8), 12)));
  }

  @Test
  void shouldPutAllKeysOfATenantOnOnePartition() {
    int partition = TenantPartition.of(new TenantId("acme"), 12);

    assertThat(TenantPartition.ofKey("acme", 12)).isEqualTo(partition);
    assertThat(TenantPartition.ofKey("acme/score", 12)).isEqualTo(partition);
    assertThat(TenantPartition.ofKey("acme/field/ISSUE-1", 12)).isEqualTo(partition);
  }
}
