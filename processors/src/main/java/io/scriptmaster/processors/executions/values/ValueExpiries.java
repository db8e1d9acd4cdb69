package io.scriptmaster.processors.executions.values;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;

/** Which values expire when: keys are {@code time/tenant/key}, so that what is due comes first. */
final class ValueExpiries {

  private final KeyValueStore<String, String> store;

  ValueExpiries(KeyValueStore<String, String> store) {
    this.store = store;
  }

  void add(String storeKey, Instant expiresAt) {
    if (expiresAt != null) {
      store.put(time(expiresAt) + storeKey, "");
    }
  }

  void remove(String storeKey, Instant expiresAt) {
    if (expiresAt != null) {
      store.delete(time(expiresAt) + storeKey);
    }
  }

  /** Keys of values whose time has come, earliest first. */
  List<String> due(Instant now, int atMost) {
    List<String> due = new ArrayList<>();
    try (var entries = store.range(time(Instant.EPOCH), time(now.plusMillis(1)))) {
      while (entries.hasNext() && due.size() < atMost) {
        String entry = entries.next().key;
        due.add(entry.substring(entry.indexOf('/') + 1));
      }
    }
    return due;
  }

  private static String time(Instant at) {
    return "%016x/".formatted(at.toEpochMilli());
  }
}
