package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.CatchUp;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Optional;

/** Schedules name a script that exists. */
final class ScheduleRules implements ScriptUserRules<SaveSchedule, Schedule> {

  @Override
  public EntityKind kind() {
    return EntityKind.SCHEDULE;
  }

  @Override
  public Topic<Schedule> topic(TopicCatalogue topics) {
    return topics.schedules();
  }

  @Override
  public Schedule content(
      SaveSchedule body, Optional<Schedule> current, Request request, TenantState state) {
    return Schedule.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setCron(body.cron())
        .setTimeZone(body.timeZone())
        .setScript(body.script())
        .setPayload(body.payload() == null ? null : body.payload().toString())
        .setOverlap(body.overlap())
        .setCatchUp(
            CatchUp.newBuilder()
                .setPolicy(body.catchUp().policy())
                .setWindow(body.catchUp().window())
                .build())
        .setEnabled(body.enabled())
        .setPaused(body.paused())
        .setStartAt(body.startAt())
        .setEndAt(body.endAt())
        .setJitter(body.jitter())
        .setBuffer(body.buffer())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public String scriptNamedBy(SaveSchedule body) {
    return body.script();
  }

  @Override
  public String scriptUsedBy(Schedule entity) {
    return entity.getScript();
  }
}
