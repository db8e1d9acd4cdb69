package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.values.TenantValues;
import io.scriptmaster.processors.values.ValueView;
import org.apache.kafka.streams.state.KeyValueStore;

/** The state of one partition. Owned by the stream thread. */
record TaskStores(
    Definitions definitions,
    PendingExecutions pending,
    ParkedExecutions parked,
    SeenTriggers seen,
    TenantValues values,
    PostponedEvents postponed,
    KeyValueStore<String, String> backlogs) {

  static final String PENDING = "pending-executions";
  static final String PARKED = "parked-executions";
  static final String VALUES = ValueView.STORE;
  static final String VALUE_EXPIRIES = "value-expiries";
  static final String VALUE_USAGE = "value-usage-by-tenant";
  static final String BACKLOGS = "backlog-by-tenant";
  static final String COMMIT_HOOK = "executions-commit-hook";
}
