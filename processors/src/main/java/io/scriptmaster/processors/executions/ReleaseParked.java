package io.scriptmaster.processors.executions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets those run that waited behind a failed event, as far as there is room: the rest when others
 * have ended. Owned by the stream thread.
 */
final class ReleaseParked {

  private final TaskStores stores;
  private final UnderWay underWay;

  ReleaseParked(TaskStores stores, UnderWay underWay) {
    this.stores = stores;
    this.underWay = underWay;
  }

  /** Somebody wants a lane to wait no more. If it waits for another event by now, it still does. */
  void asked(Trigger trigger, Instant now) {
    String key = trigger.event().getKey();
    Optional<String> listener = trigger.named().flatMap(Trigger.Named::listener);
    if (key == null || listener.isEmpty()) {
      return;
    }
    LaneName lane = new LaneName(trigger.tenant(), listener.get(), key);
    if (stores.parked().waitsBehind(lane, trigger.event().getId())) {
      release(lane, now);
    }
  }

  /** All of a lane, or the next of them; none while their listener is disabled. */
  void release(LaneName lane, Instant now) {
    TenantBacklog backlog = underWay.backlog(lane.tenant());
    boolean disabled = stores.definitions().of(lane.tenant()).isDisabled(lane.listener());
    stores
        .parked()
        .release(
            lane,
            () -> !disabled && underWay.isMemoryLeft(backlog),
            waiting -> enqueue(lane, waiting, now));
  }

  private void enqueue(LaneName lane, ParkedExecutions.Waiting waiting, Instant now) {
    AdmittedExecution execution = underWay.stored(waiting.sequence(), waiting.pending());
    execution.releasedFrom(lane);
    stores.pending().put(lane.tenant(), waiting.sequence(), execution.toPending());
    underWay.enqueue(execution, now);
  }

  /** An execution has ended: a lane for which there was no room may go on. */
  void goOn(TenantBacklog backlog, Instant now) {
    if (underWay.isHalfEmpty(backlog)) {
      stores
          .parked()
          .lanes(backlog.tenant())
          .flatMap(TenantLanes::nextDue)
          .ifPresent(lane -> release(lane, now));
    }
  }

  /** Once a second. Those who come too short are served earlier next time. */
  void tick(Instant now) {
    long deadline = System.nanoTime() + TaskExecutions.TURN.toNanos();
    for (String tenant : stores.parked().tenants()) {
      for (LaneName lane : stores.parked().lanes(tenant).map(this::free).orElse(List.of())) {
        if (System.nanoTime() - deadline > 0) {
          return;
        }
        if (!underWay.isMemoryLeft(underWay.backlog(tenant))) {
          break;
        }
        release(lane, now);
      }
    }
  }

  /** Lanes that are held up by nothing, or by what their listener does not park for any more. */
  private List<LaneName> free(TenantLanes lanes) {
    List<LaneName> free = new ArrayList<>(lanes.due());
    for (String listener : lanes.listeners()) {
      if (!stores.definitions().of(lanes.tenant()).parks(listener)) {
        free.addAll(lanes.waitingAt(listener));
      }
    }
    return free;
  }
}
