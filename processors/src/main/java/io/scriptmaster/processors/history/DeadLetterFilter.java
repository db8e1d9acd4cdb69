package io.scriptmaster.processors.history;

import io.scriptmaster.deadletter.DeadLetter;
import java.util.Optional;

/** Which dead letters are wanted; empty parts want all. */
public record DeadLetterFilter(
    Optional<String> reason, Optional<String> script, Optional<String> listener) {

  boolean wants(DeadLetter letter) {
    return reason.map(letter.getReason()::equals).orElse(true)
        && script.map(wanted -> wanted.equals(letter.getScript())).orElse(true)
        && listener.map(wanted -> wanted.equals(letter.getListener())).orElse(true);
  }
}
