package io.scriptmaster.api.deadletters;

import io.scriptmaster.api.replays.RecordContent;
import io.scriptmaster.api.replays.Repeat;
import io.scriptmaster.api.replays.ReplayRequest;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.schemas.TopicCatalogue;

/** What a redrive of one dead letter is. */
sealed interface Redrive {

  /** The reason of a letter whose record the topic had forgotten before it was read. */
  String RETENTION_PASSED = "retention_passed";

  /** It runs again. */
  record Possible(KeptDeadLetter letter, Repeat repeat) implements Redrive {}

  /** It can not. */
  record Impossible(String code, String detail) implements Redrive {}

  /**
   * @param letter as it was written
   */
  static Redrive of(
      KeptDeadLetter kept,
      DeadLetter letter,
      RecordContent content,
      RedriveOrigin origin,
      TopicCatalogue topics) {
    if (letter.getTruncated()) {
      return new Impossible(
          "letter_truncated",
          "the record was too large to be kept whole; it is at offset %d of partition %d of %s until that forgets it: send it again from its source"
              .formatted(letter.getOffset(), letter.getPartition(), letter.getTopic()));
    }
    if (letter.getExecution() != null) {
      return ofExecution(kept, letter, content, origin);
    }
    if (isEvent(letter, topics) && letter.getValue() == null) {
      return new Impossible(
          "value_gone",
          "the letter holds no value that could run again: the record at offset %d of partition %d of %s had none, or was not kept any more"
              .formatted(letter.getOffset(), letter.getPartition(), letter.getTopic()));
    }
    return isEvent(letter, topics)
        ? new Possible(kept, new Repeat.OfEvent(LetterContents.bytes(letter.getValue())))
        : new Impossible(
            "not_redrivable",
            "only executions and records of %s can be redriven, not records of %s"
                .formatted(topics.triggerEvents().name(), letter.getTopic()));
  }

  /**
   * Whether it can run again, as far as that shows without its value.
   *
   * @param letter with or without key and value
   */
  static boolean mayBePossible(DeadLetter letter, TopicCatalogue topics) {
    return !letter.getTruncated()
        && !letter.getReason().equals(RETENTION_PASSED)
        && (letter.getExecution() != null || isEvent(letter, topics));
  }

  private static boolean isEvent(DeadLetter letter, TopicCatalogue topics) {
    return letter.getTopic().equals(topics.triggerEvents().name());
  }

  private static Redrive ofExecution(
      KeptDeadLetter kept, DeadLetter letter, RecordContent content, RedriveOrigin origin) {
    // A request names a tenant of its own: only the letter's may run.
    return content instanceof RecordContent.Requested(var failed)
            && failed.getTenant().equals(letter.getTenant())
        ? new Possible(
            kept,
            new Repeat.OfExecution(
                ReplayRequest.again(
                    failed,
                    letter.getExecution(),
                    origin.requestId(kept),
                    origin.command().actor(),
                    origin.now())))
        : new Impossible("not_redrivable", "the letter does not hold the request of its execution");
  }
}
