package io.scriptmaster.api.replays;

import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.Map;

/** Reads single records. */
@FunctionalInterface
public interface StoredRecords {

  /**
   * The values of these records; what their topics have forgotten is left out.
   *
   * @param tenant for whom they are read: one may not keep others from reading
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException where Kafka does not answer in time
   */
  Map<RecordPlace, byte[]> values(TenantId tenant, List<RecordPlace> places);
}
