package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;

/** The keys of the scheduler's topics and stores. */
final class SlotKeys {

  private SlotKeys() {}

  static String schedule(String tenant, String schedule) {
    return new EntityKey(new TenantId(tenant), new EntityId(schedule)).toString();
  }

  /** In {@code schedule-slots}. */
  static String slot(ScheduleSlot slot) {
    return schedule(slot.getTenant(), slot.getSchedule()) + "/" + slot.getSlotTime();
  }

  /** In the index of what comes due: in the order of time. */
  static String due(Instant dueAt, String schedule) {
    return startingAt(dueAt) + "/" + schedule;
  }

  /** What is due earlier sorts before it. */
  static String startingAt(Instant dueAt) {
    return "%016x".formatted(dueAt.toEpochMilli());
  }

  static Instant dueAt(String due) {
    return Instant.ofEpochMilli(Long.parseLong(due, 0, due.indexOf('/'), 16));
  }

  static String scheduleOf(String due) {
    return due.substring(due.indexOf('/') + 1);
  }

  /** In the ledger that is read: newest first, since the time counts down. */
  static String newestFirst(String schedule, Instant slotTime) {
    return "%s/%016x".formatted(schedule, Long.MAX_VALUE - slotTime.toEpochMilli());
  }

  /** In the store of what is noted: oldest first. */
  static String oldestFirst(String schedule, Instant slotTime) {
    return "%s/%016x".formatted(schedule, slotTime.toEpochMilli());
  }

  /** The schedule in a key that ends with a time. */
  static String withoutTime(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  /** What all slots of a schedule start with. */
  static String prefixOf(String schedule) {
    return schedule + "/";
  }

  /** After all keys that start with {@code schedule/}: '0' follows '/'. */
  static String afterAllOf(String schedule) {
    return schedule + "0";
  }
}
