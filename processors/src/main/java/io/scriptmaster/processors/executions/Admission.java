package io.scriptmaster.processors.executions;

import java.util.List;

/**
 * A script that events of a type may start.
 *
 * @param hearings the listeners that name it, by id: the first whose filter lets the event through
 *     starts it
 */
record Admission(String script, List<Hearing> hearings) {

  Admission {
    hearings = List.copyOf(hearings);
  }
}
