package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads a body that is the body of the command as it stands.
 *
 * @param own fields of the command that the platform fills in and clients do not send
 * @param check refuses a body that can be read but not saved, and fills in the platform's fields
 */
record CommandBodyReader<B extends CommandBody>(
    Class<B> type, Set<String> own, UnaryOperator<B> check) implements BodyReader<B> {

  CommandBodyReader(Class<B> type) {
    this(type, Set.of(), UnaryOperator.identity());
  }

  @Override
  public B read(TenantId tenant, EntityId id, Call call) {
    JsonBody json = call.json(EntityEndpoints.MAX_BODY);
    requireAccepted(json);
    return check.apply(CommandJson.read(json.text(), type));
  }

  private void requireAccepted(JsonBody json) {
    Set<String> accepted =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .filter(name -> !own.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String field : json.fields()) {
      if (!accepted.contains(field)) {
        throw new InvalidFieldException(
            field,
            "%s is not a field here; accepted: %s".formatted(field, String.join(", ", accepted)));
      }
    }
  }
}
