package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Problem;
import io.scriptmaster.command.CommandResult;
import java.util.Objects;

/** What a refused command is for the client. */
public final class Refusal {

  private Refusal() {}

  public static Problem of(CommandResult result) {
    String code = Objects.requireNonNullElse(result.getCode(), "refused");
    String detail = Objects.requireNonNullElse(result.getMessage(), "the change was refused");
    String field = Objects.requireNonNullElse(result.getField(), "");
    return switch (code) {
      case "not_found", "tenant_not_found" -> Problem.NOT_FOUND;
      case "version_conflict" -> Problem.of(412, code, detail);
      case "script_not_found",
          "library_not_found",
          "not_a_library",
          "import_cycle",
          "import_conflict",
          "too_many_imports",
          "limit_too_high" ->
          Problem.ofField(422, code, field, detail);
      case "idempotency_key_reused" -> Problem.of(422, code, detail);
      case "invalid_command" -> Problem.ofField(422, "invalid_field", field, detail);
      // script_in_use, library_in_use, and whatever else the present state does not allow.
      default -> Problem.ofField(409, code, field, detail);
    };
  }
}
