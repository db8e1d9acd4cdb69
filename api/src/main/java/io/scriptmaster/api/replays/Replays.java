package io.scriptmaster.api.replays;

import static java.util.Objects.requireNonNull;

/**
 * What running something again needs.
 *
 * @param records where the original records are read
 * @param contents what they are
 * @param repeats where they go
 */
public record Replays(StoredRecords records, RecordContents contents, Repeats repeats) {

  public Replays {
    requireNonNull(records, "records");
    requireNonNull(contents, "contents");
    requireNonNull(repeats, "repeats");
  }
}
