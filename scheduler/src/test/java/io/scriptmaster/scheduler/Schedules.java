package io.scriptmaster.scheduler;

import io.scriptmaster.entity.CatchUp;
import io.scriptmaster.entity.Schedule;
import java.time.Instant;

/** Schedules as tests want them. */
final class Schedules {

  static final String TENANT = "acme";
  static final String ID = "tick";
  static final String KEY = TENANT + "/" + ID;

  private Schedules() {}

  /** Saved at this moment, in UTC, of the script {@code score}. */
  static Schedule.Builder every(String interval, Instant savedAt) {
    return of("every " + interval, savedAt);
  }

  static Schedule.Builder of(String cron, Instant savedAt) {
    return Schedule.newBuilder()
        .setTenant(TENANT)
        .setId(ID)
        .setVersion(1)
        .setCron(cron)
        .setTimeZone("UTC")
        .setScript("score")
        .setPayload("{\"n\":1}")
        .setCatchUp(catchUp("none", "PT1M"))
        .setCreatedAt(savedAt)
        .setCreatedBy("operator")
        .setUpdatedAt(savedAt)
        .setUpdatedBy("operator");
  }

  static CatchUp catchUp(String policy, String window) {
    return CatchUp.newBuilder().setPolicy(policy).setWindow(window).build();
  }
}
