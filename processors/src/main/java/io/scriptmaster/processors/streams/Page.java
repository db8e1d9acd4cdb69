package io.scriptmaster.processors.streams;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next where the following part starts; empty at the end
 * @param looked at so many entries for it: those that were not wanted count too
 */
public record Page<T>(List<T> items, Optional<String> next, int looked) {

  public Page {
    items = List.copyOf(items);
  }

  /** A part for which nothing was left out. */
  public Page(List<T> items, Optional<String> next) {
    this(items, next, items.size());
  }
}
