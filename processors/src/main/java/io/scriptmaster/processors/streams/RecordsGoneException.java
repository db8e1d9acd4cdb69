package io.scriptmaster.processors.streams;

/** The topic's retention was shorter than records had to wait. */
public final class RecordsGoneException extends RuntimeException {

  private final long earliest;

  public RecordsGoneException(String message, long earliest) {
    super(message);
    this.earliest = earliest;
  }

  /** The first offset that is still there. */
  public long earliest() {
    return earliest;
  }
}
