package io.scriptmaster.api;

import java.util.List;

/** Tells whether the platform can do its work. */
@FunctionalInterface
public interface Readiness {

  /** The parts that must be ready. Answers at once: what takes time is looked at elsewhere. */
  List<Component> components();

  /**
   * One part.
   *
   * @param detail a sentence for the operator
   */
  record Component(String name, boolean ready, String detail) {}
}
