package io.scriptmaster.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The parameters of a query: each known, each at most once. */
public final class Query {

  public static final int MAX_LIMIT = 1000;

  private static final String CODE = "invalid_query";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  static Query parse(String queryString, Set<String> accepted) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : queryString == null ? new String[0] : queryString.split("&")) {
      String[] nameAndValue = part.split("=", 2);
      String name = decode(nameAndValue[0]);
      if (!part.isEmpty()) {
        requireAccepted(name, accepted);
        if (values.put(name, nameAndValue.length < 2 ? "" : decode(nameAndValue[1])) != null) {
          throw refuse(name, "%s is given more than once".formatted(name));
        }
      }
    }
    return new Query(values);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A parameter as a type of its own.
   *
   * @param parse gives empty for what is not accepted
   * @param accepted what is, in words
   */
  public <T> Optional<T> value(String name, Function<String, Optional<T>> parse, String accepted) {
    return text(name)
        .map(
            text ->
                parse
                    .apply(text)
                    .orElseThrow(() -> refuse(name, "%s is %s".formatted(name, accepted))));
  }

  /** A moment in ISO 8601. */
  public Optional<Instant> moment(String name) {
    return value(
        name,
        Query::parseMoment,
        "a moment from 1970 to 9999 in ISO 8601, such as 2026-11-24T08:30:00Z");
  }

  /**
   * @throws ProblemException 400 where both are given and {@code from} is after {@code to}
   */
  public void requireOrder(String from, String to) {
    if (moment(from).isPresent()
        && moment(to).isPresent()
        && moment(from).get().isAfter(moment(to).get())) {
      throw refuse(from, "%s is not after %s".formatted(from, to));
    }
  }

  /** True or false, and false unless given. */
  public boolean flag(String name) {
    return this.<Boolean>value(
            name,
            text ->
                switch (text) {
                  case "true" -> Optional.of(true);
                  case "false" -> Optional.of(false);
                  default -> Optional.empty();
                },
            "true or false")
        .orElse(false);
  }

  /** How many items a part of a list may have. */
  public int limit(int unlessGiven) {
    return this.<Integer>value(
            "limit", Query::parseLimit, "a number from 1 to %d".formatted(MAX_LIMIT))
        .orElse(unlessGiven);
  }

  /** Where the list goes on; empty for its start. */
  public String from(Cursor cursor) {
    return text("cursor").map(cursor::decode).orElse("");
  }

  /** A refusal of a parameter. */
  public static ProblemException refuse(String name, String detail) {
    return Problem.ofField(400, CODE, name, detail).asException();
  }

  private static Optional<Integer> parseLimit(String text) {
    return Optional.of(text)
        .filter(NUMBER.asMatchPredicate())
        .map(Integer::valueOf)
        .filter(limit -> limit >= 1 && limit <= MAX_LIMIT);
  }

  private static Optional<Instant> parseMoment(String text) {
    try {
      return Optional.of(Instant.parse(text))
          .filter(moment -> !moment.isBefore(FIRST) && !moment.isAfter(LAST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void requireAccepted(String name, Set<String> accepted) {
    if (!accepted.contains(name)) {
      String others = accepted.isEmpty() ? "none" : String.join(", ", new TreeSet<>(accepted));
      throw refuse(name, "%s is not a parameter here; accepted: %s".formatted(name, others));
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, CODE, "the query is not percent-encoded UTF-8").asException();
    }
  }
}
