package io.scriptmaster.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.processors.streams.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Answers a part of a list: {@code {items, nextCursor}}.
 *
 * @param cursor of this list
 * @param defaultLimit of items, unless the client gives one
 * @param show an item as JSON
 * @param characters roughly how much is read for an item, shown or not: a part with large items is
 *     shorter than asked for
 */
public record Listing<T>(
    Cursor cursor, int defaultLimit, Function<T, ObjectNode> show, ToIntFunction<T> characters) {

  /** Larger lists come in more parts, whatever limit is asked for. */
  private static final int ENOUGH_CHARACTERS = 4 * 1024 * 1024;

  private static final int STEP = 20;

  /** Reads a part from a position, which is empty at the start. */
  @FunctionalInterface
  public interface Source<T> {
    Page<T> read(String from, int limit);
  }

  public Answer answer(Query query, Source<T> source) {
    Page<ObjectNode> page = gather(query.from(cursor), query.limit(defaultLimit), source);
    ObjectNode json = Json.object();
    json.putArray("items").addAll(page.items());
    json.put("nextCursor", page.next().map(cursor::encode).orElse(null));
    return Answer.json(200, json);
  }

  /** Keeps what is shown alone: a record may be much larger than that. */
  private Page<ObjectNode> gather(String from, int limit, Source<T> source) {
    List<ObjectNode> shown = new ArrayList<>();
    Optional<String> next = Optional.of(from);
    long size = 0;
    boolean more = true;
    while (more) {
      int asked = Math.min(STEP, limit - shown.size());
      Page<T> part = source.read(next.orElseThrow(), asked);
      part.items().stream().map(show).forEach(shown::add);
      next = part.next();
      size += part.items().stream().mapToLong(characters::applyAsInt).sum();
      // A part shorter than asked for although more follows: it was looked far enough for one call.
      more =
          next.isPresent()
              && part.items().size() == asked
              && shown.size() < limit
              && size < ENOUGH_CHARACTERS;
    }
    return new Page<>(shown, next);
  }
}
