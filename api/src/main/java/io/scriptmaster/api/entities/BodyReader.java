package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Call;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Reads what a PUT asks to save. */
@FunctionalInterface
public interface BodyReader<B extends CommandBody> {

  /**
   * The body of the command.
   *
   * @throws io.scriptmaster.api.http.ProblemException where it can not be read, or not be saved
   * @throws io.scriptmaster.processors.entities.InvalidFieldException where a field breaks a rule
   */
  B read(TenantId tenant, EntityId id, Call call);

  /**
   * What is kept of a body with the verdict, to tell it from others.
   *
   * @param hash of the request, which gives away what is easily guessed
   */
  default String digest(TenantId tenant, String hash) {
    return hash;
  }
}
