package io.scriptmaster.api.http;

import io.scriptmaster.schemas.TenantId;
import java.util.function.Predicate;

/**
 * The only way to what a tenant owns: a tenant that does not exist and one of somebody else answer
 * the same.
 */
public final class TenantDoor {

  private final Predicate<TenantId> exists;

  public TenantDoor(Predicate<TenantId> exists) {
    this.exists = exists;
  }

  /** Answers calls for a tenant that exists and that the caller may see. */
  @FunctionalInterface
  public interface TenantEndpoint {
    Answer answer(TenantId tenant, Call call);
  }

  public Endpoint to(TenantEndpoint endpoint) {
    return call -> endpoint.answer(enter(call), call);
  }

  private TenantId enter(Call call) {
    return TenantId.parse(call.path("tenant"))
        .filter(call.caller()::maySee)
        .filter(exists)
        .orElseThrow(Problem.NOT_FOUND::asException);
  }
}
