package io.scriptmaster.api.entities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.entities.SaveTenant;
import io.scriptmaster.schemas.TenantId;
import java.util.Set;
import java.util.TreeSet;

/** The body of {@code POST /v1/tenants}: {@code {id, displayName}}. */
record NewTenant(TenantId id, SaveTenant body) {

  private static final ObjectMapper JSON = Json.mapper().build();
  private static final Set<String> FIELDS = new TreeSet<>(Set.of("id", "displayName"));

  /**
   * @throws InvalidFieldException where a field is missing, unknown or not acceptable
   */
  static NewTenant read(JsonBody body) {
    for (String field : body.fields()) {
      if (!FIELDS.contains(field)) {
        throw new InvalidFieldException(
            field,
            "%s is not a field here; accepted: %s".formatted(field, String.join(", ", FIELDS)));
      }
    }
    JsonNode json = tree(body);
    TenantId id =
        TenantId.parse(text(json, "id"))
            .orElseThrow(
                () -> new InvalidFieldException("id", "a tenant id is " + TenantId.ACCEPTED));
    return new NewTenant(id, new SaveTenant(text(json, "displayName")));
  }

  /** Null where it is missing or no text: the rules then say what is accepted. */
  private static String text(JsonNode json, String field) {
    return json.path(field).isTextual() ? json.path(field).textValue() : null;
  }

  private static JsonNode tree(JsonBody body) {
    try {
      return JSON.readTree(body.text());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that was JSON before is none now", e);
    }
  }
}
