package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a body that is the body of the command as it stands.
 *
 * @param notSupportedYet fields that are promised and refused for now, with what to tell
 * @param check refuses a body that can be read but not saved
 */
record CommandBodyReader<B extends CommandBody>(
    Class<B> type, Map<String, String> notSupportedYet, Consumer<B> check)
    implements BodyReader<B> {

  CommandBodyReader(Class<B> type) {
    this(type, Map.of(), body -> {});
  }

  @Override
  public B read(TenantId tenant, EntityId id, Call call) {
    JsonBody json = call.json(EntityEndpoints.MAX_BODY);
    notSupportedYet.forEach(
        (field, detail) -> {
          if (json.fields().contains(field)) {
            throw Problem.ofField(422, "not_supported", field, detail).asException();
          }
        });
    B body = CommandJson.read(json.text(), type);
    check.accept(body);
    return body;
  }
}
