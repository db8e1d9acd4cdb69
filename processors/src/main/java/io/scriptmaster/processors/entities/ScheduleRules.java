package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.CatchUp;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;

/** Schedules name a script that exists. */
final class ScheduleRules implements EntityRules<SaveSchedule, Schedule> {

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
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public Optional<Rejected> refusal(SaveSchedule body, Request request, TenantState state) {
    return DecideEntity.requireScript(body.script(), state);
  }

  @Override
  public List<EntityId> usersOf(EntityId script, TenantState state) {
    return state.all(this).stream()
        .filter(user -> user.getScript().equals(script.value()))
        .map(user -> new EntityId(user.getId()))
        .toList();
  }
}
