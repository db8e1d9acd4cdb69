package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.ProblemException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Versions of entities as entity tags: {@code "3"}. Source: RFC 9110, 8.8.3 and 13.1. */
final class EntityTag {

  private static final Pattern TAG = Pattern.compile("\"[1-9][0-9]{0,17}\"");

  private EntityTag() {}

  /** An answer with the entity and its tag. */
  static Answer answer(int status, ObjectNode entity) {
    return Answer.json(status, entity)
        .with("ETag", "\"%d\"".formatted(entity.path("version").asLong()));
  }

  /**
   * The version that a write expects: 0 where the entity must not exist, empty where any will do.
   *
   * @param current the entity's version, asked for only where it must exist in any version
   */
  static OptionalLong expected(Call call, Supplier<Optional<Long>> current) {
    Optional<String> match = call.header("If-Match");
    Optional<String> noneMatch = call.header("If-None-Match");
    if (match.isPresent() && noneMatch.isPresent()) {
      throw refuse("If-Match", "send If-Match or If-None-Match, not both");
    }
    if (noneMatch.isPresent()) {
      return expectedNone(noneMatch.get().strip());
    }
    return match.map(tag -> expectedMatch(tag.strip(), current)).orElse(OptionalLong.empty());
  }

  private static OptionalLong expectedNone(String tag) {
    if (!tag.equals("*")) {
      throw refuse("If-None-Match", "If-None-Match is * on a write: the entity must not exist yet");
    }
    return OptionalLong.of(0);
  }

  private static OptionalLong expectedMatch(String tag, Supplier<Optional<Long>> current) {
    if (tag.equals("*")) {
      return OptionalLong.of(
          current
              .get()
              .orElseThrow(
                  () ->
                      Problem.of(
                              412,
                              "version_conflict",
                              "expected was that it exists, but it does not")
                          .asException()));
    }
    if (!TAG.matcher(tag).matches()) {
      throw refuse(
          "If-Match", "If-Match is one ETag as it was sent, such as \"3\" with the quotes, or *");
    }
    return OptionalLong.of(Long.parseLong(tag.substring(1, tag.length() - 1)));
  }

  private static ProblemException refuse(String header, String detail) {
    return Problem.of(400, "invalid_precondition", detail).with("header", header).asException();
  }
}
