package io.scriptmaster.scheduler;

import java.util.Locale;

/** What becomes of a slot that comes due while the execution of an earlier one has not ended. */
enum Overlap {
  /** It is skipped. */
  SKIP,
  /** It waits; while one waits, others are skipped. */
  BUFFER_ONE,
  /** It waits behind those that wait, up to the schedule's buffer. */
  BUFFER_ALL,
  /** It runs beside it. */
  ALLOW,
  /** The earlier one is told to end, and it runs. */
  CANCEL_OTHER;

  static Overlap of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
