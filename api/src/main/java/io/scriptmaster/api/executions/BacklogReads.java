package io.scriptmaster.api.executions;

import io.scriptmaster.schemas.TenantId;

/** Tells what of a tenant is admitted and not finished. */
public interface BacklogReads {

  /** As JSON: how many, since when, and why they are not finished. */
  String json(TenantId tenant);
}
