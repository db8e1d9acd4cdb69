package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.api.http.JsonFields;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.entities.SaveTenant;
import io.scriptmaster.schemas.TenantId;

/** The body of {@code POST /v1/tenants}: that of a PUT, and the id. */
record NewTenant(TenantId id, SaveTenant body) {

  /**
   * @throws InvalidFieldException where a field is missing, unknown or not acceptable
   */
  static NewTenant read(JsonBody body) {
    JsonFields fields = JsonFields.of(body, "id", "displayName", "quotas", "limits");
    TenantId id =
        fields
            .text("id")
            .flatMap(TenantId::parse)
            .orElseThrow(
                () -> new InvalidFieldException("id", "a tenant id is " + TenantId.ACCEPTED));
    return new NewTenant(id, CommandJson.read(fields.without("id"), SaveTenant.class));
  }
}
