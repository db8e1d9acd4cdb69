package io.scriptmaster.api.schedules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.util.List;

/**
 * How late the latest slots of a schedule were decided, of its timing alone. One that waited for
 * another execution counts until it ran.
 *
 * @param lateMillis newest first
 */
record SlotDrift(List<Long> lateMillis) {

  /** So many entries of the ledger are looked at. */
  static final int LATEST = 100;

  private static final String SCHEDULED = "scheduled";
  private static final String BUFFERED = "buffered";

  static SlotDrift of(List<ScheduleSlot> newestFirst) {
    return new SlotDrift(
        newestFirst.stream()
            .filter(slot -> slot.getKind().equals(SCHEDULED))
            .filter(slot -> !slot.getOutcome().equals(BUFFERED))
            .map(slot -> Duration.between(slot.getDueAt(), slot.getActualAt()).toMillis())
            .toList());
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("slots", lateMillis.size());
    if (lateMillis.isEmpty()) {
      return json.putNull("lastMillis").putNull("medianMillis").putNull("mostMillis");
    }
    List<Long> sorted = lateMillis.stream().sorted().toList();
    return json.put("lastMillis", lateMillis.getFirst())
        .put("medianMillis", sorted.get(sorted.size() / 2))
        .put("mostMillis", sorted.getLast());
  }
}
