package io.scriptmaster.processors.streams;

/** An instance did not answer for a partition: another may, or the same one in a moment. */
final class NotAnsweredException extends Exception {

  private static final long serialVersionUID = 1;

  NotAnsweredException(HostAndPort asked, String why, Throwable cause) {
    super("%s did not answer: %s".formatted(asked, why), cause);
  }
}
