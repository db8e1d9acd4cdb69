package io.scriptmaster.api.http;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Who asks. */
public sealed interface Caller {

  /** The name under which entities and the audit remember who changed them. */
  String actor();

  /** Whether anything of this tenant may be shown to exist. */
  boolean maySee(TenantId tenant);

  /** Holds the operator's token, and may do everything. */
  record Operator() implements Caller {

    @Override
    public String actor() {
      return "operator";
    }

    @Override
    public boolean maySee(TenantId tenant) {
      return true;
    }
  }

  /**
   * Holds a token of a tenant, and may do there what its role allows.
   *
   * @param token the id, which is no secret
   */
  record TokenHolder(TenantId tenant, EntityId token, Role role) implements Caller {

    public TokenHolder {
      requireNonNull(tenant, "tenant");
      requireNonNull(token, "token");
      requireNonNull(role, "role");
    }

    @Override
    public String actor() {
      return "token:" + token;
    }

    @Override
    public boolean maySee(TenantId other) {
      return tenant.equals(other);
    }
  }

  /** Showed no token, where none is needed. */
  record Anonymous() implements Caller {

    @Override
    public String actor() {
      return "anonymous";
    }

    @Override
    public boolean maySee(TenantId tenant) {
      return false;
    }
  }
}
