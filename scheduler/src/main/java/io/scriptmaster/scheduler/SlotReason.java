package io.scriptmaster.scheduler;

/** Why a slot did not run: the words of the ledger. Stable, since tenants build on them. */
final class SlotReason {

  static final String OVERLAP = "overlap";
  static final String BUFFER_FULL = "buffer_full";
  static final String PAUSED = "paused";
  static final String DISABLED = "disabled";
  static final String DELETED = "deleted";

  /** The executions refused it since the tenant has too many. */
  static final String QUOTA = "quota";

  /** The executions refused it for another reason; the execution's record says which. */
  static final String REJECTED = "rejected";

  static final String CATCH_UP_WINDOW = "catch_up_window";
  static final String CATCH_UP_LAST = "catch_up_last";
  static final String CATCH_UP_NONE = "catch_up_none";

  private SlotReason() {}
}
