package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.tokens.LogCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whatever happens to a token, no log and no error repeats it. */
class TokenSecrecyTest extends ApiCase {

  private static final String TOKENS = ACME + "/tokens";
  private static final String OPERATOR = OperatorToken.generate();
  private static final String GUESS = "smt_acme.0123456789abcdef." + "g".repeat(43);

  @Test
  void shouldNotLogTokensOrRepeatThemInErrors() {
    // Given
    try (LogCapture log = LogCapture.ofPackage("io.scriptmaster")) {
      String token = api.post(TOKENS, "{\"role\":\"admin\"}").json().path("token").asText();
      String[] holder = {"Authorization", "Bearer " + token};
      List<Reply> errors = new ArrayList<>();

      // When
      api.get(ACME, holder);
      errors.add(api.get(ACME, "Authorization", "Bearer " + GUESS));
      errors.add(api.get(ACME, "Authorization", "Basic " + token));
      errors.add(api.get(TOKENS + "/" + token, holder));
      errors.add(api.delete(TOKENS + "/" + token, holder));
      errors.add(api.put(ACME + "/scripts/" + token, "{\"source\":\"return 1\"}", holder));
      errors.add(api.get("/v1/" + token, holder));
      errors.add(api.get("/v1/tenants/" + OPERATOR, holder));
      errors.add(api.post(TOKENS, "{\"role\":\"%s\"}".formatted(token), holder));
      errors.add(api.post(TOKENS, "{\"role\":\"admin\",\"expiresAt\":\"%s\"}".formatted(token)));
      api.entities.verdict =
          command -> {
            throw new IllegalStateException("broken: " + command);
          };
      errors.add(api.post(TOKENS, "{\"role\":\"admin\"}", holder));
      errors.add(api.put(ACME + "/scripts/a", "{\"source\":\"return 1\"}", holder));
      errors.add(api.delete(TOKENS + "/" + token.toLowerCase(Locale.ROOT), holder));
      api.entities.unavailable = true;
      errors.add(api.get(ACME, holder));

      // Then
      String secret = token.substring(token.lastIndexOf('.') + 1);
      assertThat(errors).allMatch(error -> error.status() >= 400);
      assertThat(errors)
          .noneMatch(
              error ->
                  error.body().contains(secret)
                      || error.response().headers().toString().contains(secret));
      assertThat(log.lines()).hasSizeGreaterThan(10);
      assertThat(log.lines())
          .noneMatch(
              line ->
                  line.contains(secret)
                      || line.contains(secret.toLowerCase(Locale.ROOT))
                      || line.contains("g".repeat(43))
                      || line.contains(OPERATOR.substring(4)));
    }
  }
}
