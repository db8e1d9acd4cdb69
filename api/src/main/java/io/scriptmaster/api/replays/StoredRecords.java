package io.scriptmaster.api.replays;

import java.util.List;
import java.util.Map;

/** Reads single records. */
@FunctionalInterface
public interface StoredRecords {

  /**
   * The values of these records; what their topics have forgotten is left out.
   *
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException where Kafka does not answer in time
   */
  Map<RecordPlace, byte[]> values(List<RecordPlace> places);
}
