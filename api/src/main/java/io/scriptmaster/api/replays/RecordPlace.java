package io.scriptmaster.api.replays;

import static java.util.Objects.requireNonNull;

/** Where a record is, for as long as its topic keeps it. */
public record RecordPlace(String topic, int partition, long offset) {

  public RecordPlace {
    requireNonNull(topic, "topic");
  }
}
