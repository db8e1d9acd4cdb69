package io.scriptmaster.api.parked;

import io.scriptmaster.processors.executions.ParkedKey;
import io.scriptmaster.processors.executions.ParkedKeyView;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads which keys of a tenant wait behind a failed event. */
public interface ParkedKeyReads {

  Optional<ParkedKey> key(TenantId tenant, String listener, String key);

  /**
   * By listener.
   *
   * @param listener of these alone
   * @param from the {@code next} of the page before, or empty
   */
  Page<ParkedKey> keys(TenantId tenant, Optional<String> listener, String from, int limit);

  /** From the stores of the instances. */
  static ParkedKeyReads of(ParkedKeyView view) {
    return new ParkedKeyReads() {
      @Override
      public Optional<ParkedKey> key(TenantId tenant, String listener, String key) {
        return view.key(tenant, listener, key);
      }

      @Override
      public Page<ParkedKey> keys(
          TenantId tenant, Optional<String> listener, String from, int limit) {
        return view.keys(tenant, listener, from, limit);
      }
    };
  }
}
