package io.scriptmaster.api.http;

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
