package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what a tenant's scripts emit from outrunning what of it is read. Whoever has many events in
 * {@code script-events} that listeners hear, and that have not come back, begins no script until
 * they have: else one event becomes millions, and all that others of the partition send is read
 * between them. Owned by the stream thread.
 */
final class EmittedEvents {

  /** Of a tenant; what is under way then still adds its own. */
  static final int MOST_AWAY = 2_000;

  /** Where none of any tenant comes back for so long, these will not. */
  static final Duration COME_BACK = Duration.ofSeconds(5);

  private final FairQueue queue;
  private final Map<String, Away> tenants = new HashMap<>();
  private Instant lastBack = Instant.MIN;

  /** What of a tenant has been emitted and has not come back. */
  private static final class Away {

    private final Map<String, Emission> byExecution = new HashMap<>();
    private int heard;
    private boolean held;
  }

  /** Of one execution. Whether all of it is heard is known only when it is written. */
  private static final class Emission {

    private final int heard;
    private int unread;

    Emission(int events, int heard) {
      this.unread = events;
      this.heard = heard;
    }
  }

  EmittedEvents(FairQueue queue) {
    this.queue = queue;
  }

  /**
   * An execution's events were written.
   *
   * @param heard how many of them listeners hear; not 0
   */
  void wrote(TenantId tenant, String execution, int events, int heard, Instant now) {
    if (tenants.isEmpty()) {
      lastBack = now;
    }
    Away away = tenants.computeIfAbsent(tenant.value(), _ -> new Away());
    away.byExecution.put(execution, new Emission(events, heard));
    away.heard += heard;
    if (away.heard > MOST_AWAY && !away.held) {
      away.held = true;
      queue.hold(tenant.value());
    }
  }

  /** One was read; it may have been written before this began to count. */
  void cameBack(TenantId tenant, String event, Instant now) {
    lastBack = now;
    Away away = tenants.get(tenant.value());
    if (away == null) {
      return;
    }
    String execution = ExecutionRecords.emittedBy(event);
    Emission emission = away.byExecution.get(execution);
    if (emission != null && --emission.unread == 0) {
      away.byExecution.remove(execution);
      away.heard -= emission.heard;
    }
    if (away.held && away.heard <= MOST_AWAY / 2) {
      away.held = false;
      queue.letGo(tenant.value());
    }
    if (away.byExecution.isEmpty()) {
      tenants.remove(tenant.value());
    }
  }

  boolean areManyAway(TenantId tenant) {
    Away away = tenants.get(tenant.value());
    return away != null && away.held;
  }

  /** Once a second. */
  void tick(Instant now) {
    if (!tenants.isEmpty() && lastBack.isBefore(now.minus(COME_BACK))) {
      close();
    }
  }

  /** Holds nobody any more. */
  void close() {
    tenants.keySet().forEach(queue::letGo);
    tenants.clear();
  }
}
