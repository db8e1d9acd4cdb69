package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.execution.PostponedRange;
import io.scriptmaster.execution.ValueUsage;
import io.scriptmaster.processors.executions.values.TenantValues;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.processors.streams.CommitHook;
import io.scriptmaster.processors.streams.StateSerde;
import io.scriptmaster.processors.streams.StoreChanges;
import io.scriptmaster.processors.streams.TaskObject;
import io.scriptmaster.processors.values.ValueView;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

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
  static final String PARKED_KEYS = "parked-keys";
  static final String COMMIT_HOOK = "executions-commit-hook";

  private static final String USAGE_BEFORE_VERSIONS = "value-usage-before-versions.avsc";

  /** Of those that {@link #builders} build. */
  static final String[] NAMES = {
    PENDING,
    PARKED,
    PostponedEvents.STORE,
    PostponedEvents.OBJECT,
    SeenTriggers.STORE,
    VALUES,
    VALUE_EXPIRIES,
    VALUE_USAGE,
    BACKLOGS,
    PARKED_KEYS,
    COMMIT_HOOK,
    Definitions.CHANGES
  };

  private static final String BEFORE_HEARD = "pending-execution-before-heard.avsc";

  static Serde<PendingExecution> pendingSerde() {
    return StateSerde.of(
        PendingExecution.getEncoder(),
        PendingExecution.createDecoder(StateSerde.former(TaskStores.class, BEFORE_HEARD)));
  }

  /** All but those of the definitions, which are read-only. */
  static List<StoreBuilder<?>> builders(ByTenant byTenant, TopicCatalogue topics) {
    Serde<PendingExecution> pending = pendingSerde();
    return List.of(
        persistent(PENDING, pending),
        persistent(PARKED, pending),
        SeenTriggers.builder(),
        persistent(
            PostponedEvents.STORE,
            StateSerde.of(PostponedRange.getEncoder(), PostponedRange.getDecoder())),
        TaskObject.builder(PostponedEvents.OBJECT, PostponedEvents::new),
        byTenant.store(VALUES, topics.scriptValues()),
        persistent(VALUE_EXPIRIES, Serdes.String()),
        persistent(VALUE_USAGE, usage()),
        // What these show is known anew by a new owner.
        shown(BACKLOGS),
        shown(PARKED_KEYS),
        CommitHook.builder(COMMIT_HOOK),
        StoreChanges.builder(Definitions.CHANGES));
  }

  /** Reads also what was written before it held versions. */
  static Serde<ValueUsage> usage() {
    return StateSerde.of(
        ValueUsage.getEncoder(),
        ValueUsage.createDecoder(StateSerde.former(TaskStores.class, USAGE_BEFORE_VERSIONS)));
  }

  private static StoreBuilder<?> shown(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.String())
        .withLoggingDisabled();
  }

  private static <V> StoreBuilder<?> persistent(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }
}
