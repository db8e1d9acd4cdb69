package io.scriptmaster.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition all records of a tenant are on, in every topic.
 *
 * <p>Kafka's own murmur2 of the tenant part of the key, so that a plain producer which keys by
 * tenant lands right, and keys such as {@code tenant/id} land beside it. Source: the default
 * partitioner of {@code org.apache.kafka:kafka-clients}.
 */
public final class TenantPartition {

  private TenantPartition() {}

  /** The partition, from 0 to {@code partitions - 1}. */
  public static int of(TenantId tenant, int partitions) {
    return of(tenant.value(), partitions);
  }

  /** The partition of a record key that is a tenant id or starts with {@code tenant/}. */
  public static int ofKey(String key, int partitions) {
    int slash = key.indexOf('/');
    return of(slash < 0 ? key : key.substring(0, slash), partitions);
  }

  private static int of(String tenant, int partitions) {
    return Utils.toPositive(Utils.murmur2(tenant.getBytes(UTF_8))) % partitions;
  }
}
