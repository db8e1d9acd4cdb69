package io.scriptmaster.processors.history;

import java.util.Optional;

/** Where a record of {@code dead-letters} is. */
public record DeadLetterPlace(int partition, long offset) {

  private static final String SEPARATOR = " ";

  /** How it is kept: the place, and the letter's key by time. */
  static String kept(int partition, long offset, String keyByTime) {
    return partition + SEPARATOR + offset + SEPARATOR + keyByTime;
  }

  static DeadLetterPlace in(String kept) {
    String[] parts = parts(kept);
    return new DeadLetterPlace(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
  }

  static String keyByTimeIn(String kept) {
    return parts(kept)[2];
  }

  /** What is kept where nothing may be. */
  static Optional<String> keyByTimeInNullable(String kept) {
    return Optional.ofNullable(kept).map(DeadLetterPlace::keyByTimeIn);
  }

  private static String[] parts(String kept) {
    return kept.split(SEPARATOR, 3);
  }
}
