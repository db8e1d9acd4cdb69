package io.scriptmaster.api.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.entities.BodyReader;
import io.scriptmaster.api.entities.EntityWrites;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.api.http.JsonFields;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.ProblemException;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.entities.SaveSecret;
import io.scriptmaster.processors.secrets.SealedSecret;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Reads {@code {value}} and keeps only what is sealed. No message repeats what was sent. */
final class SecretValueReader implements BodyReader<SaveSecret> {

  static final int MAX_VALUE = 64 * 1024;

  /** The longest value, with every character escaped. */
  static final int MAX_BODY = 6 * MAX_VALUE + 1024;

  private final SecretSealer sealer;

  SecretValueReader(SecretSealer sealer) {
    this.sealer = sealer;
  }

  @Override
  public SaveSecret read(TenantId tenant, EntityId id, Call call) {
    String value = value(call);
    SealedSecret sealed = EntityWrites.confirmed(() -> sealer.seal(tenant, id, value));
    return new SaveSecret(sealed.ciphertext(), sealed.keyVersion());
  }

  @Override
  public String digest(TenantId tenant, String hash) {
    return EntityWrites.confirmed(() -> sealer.digest(tenant, hash));
  }

  private static String value(Call call) {
    String value = JsonFields.of(json(call), "value").text("value").orElse("");
    int bytes = value.getBytes(UTF_8).length;
    if (bytes < 1 || bytes > MAX_VALUE) {
      throw new InvalidFieldException(
          "value", "value is text of 1 to %d bytes in UTF-8".formatted(MAX_VALUE));
    }
    return value;
  }

  private static JsonBody json(Call call) {
    try {
      return call.json(MAX_BODY);
    } catch (ProblemException e) {
      throw e.problem().code().equals("invalid_json") ? withoutExcerpt(e.problem()) : e;
    }
  }

  /** What the JSON parser says of a malformed body quotes it. */
  private static ProblemException withoutExcerpt(Problem problem) {
    return new Problem(
            problem.status(),
            problem.code(),
            "the body is a JSON object of the form {\"value\": \"...\"}, in UTF-8",
            problem.extras())
        .asException();
  }
}
