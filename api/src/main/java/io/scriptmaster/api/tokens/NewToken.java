package io.scriptmaster.api.tokens;

import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.api.http.JsonFields;
import io.scriptmaster.api.http.Role;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.entities.SaveApiToken;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The body of {@code POST …/tokens}: {@code {role, description?, expiresAt?}}. */
record NewToken(Role role, String description, Optional<Instant> expiresAt) {

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final String ROLES =
      Arrays.stream(Role.values()).map(Role::word).sorted().collect(Collectors.joining(", "));

  /**
   * @throws InvalidFieldException where a field is missing, unknown or not acceptable
   */
  static NewToken read(JsonBody body, Instant now) {
    JsonFields fields = JsonFields.of(body, "role", "description", "expiresAt");
    return new NewToken(
        fields
            .text("role")
            .flatMap(Role::ofWord)
            .orElseThrow(() -> new InvalidFieldException("role", "role is one of " + ROLES)),
        fields.text("description").orElse(""),
        fields.text("expiresAt").map(text -> parseExpiry(text, now)));
  }

  /**
   * @throws InvalidFieldException where the description is too long
   */
  SaveApiToken save(TokenText token) {
    return new SaveApiToken(role.word(), description, token.hash(), expiresAt.orElse(null));
  }

  private static Instant parseExpiry(String text, Instant now) {
    try {
      Instant moment = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
      if (moment.isAfter(now) && !moment.isAfter(LAST)) {
        return moment;
      }
    } catch (DateTimeException e) {
      // Told below, together with what is too early or too late.
    }
    throw new InvalidFieldException(
        "expiresAt",
        "expiresAt is a moment in the future, until 9999, in ISO 8601, such as %s; leave it out for a token that never expires"
            .formatted(now.truncatedTo(ChronoUnit.SECONDS).plus(90, ChronoUnit.DAYS)));
  }
}
