package io.scriptmaster.api;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.api.audit.AuditReads;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.deadletters.DeadLetterReads;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.entities.ScriptChecks;
import io.scriptmaster.api.events.TriggerEvents;
import io.scriptmaster.api.executions.BacklogReads;
import io.scriptmaster.api.executions.ExecutionReads;
import io.scriptmaster.api.parked.ParkedKeyReads;
import io.scriptmaster.api.replays.Replays;
import io.scriptmaster.api.schedules.Schedules;
import io.scriptmaster.api.secrets.SecretSealer;
import io.scriptmaster.api.values.ValueReads;

/**
 * What the API stands on. Owned, and closed, by whoever makes it.
 *
 * @param views where everything is read
 * @param commands who makes changes
 * @param events who takes trigger events
 * @param replays what running something again needs
 * @param schedules what became of slots, and who takes requests for more
 * @param secrets encrypts the values of secrets; safe for use by several threads
 * @param checks looks for errors in scripts and filters
 * @param readiness what {@code /readyz} tells
 * @param metrics what {@code /metrics} tells
 */
public record ApiParts(
    Views views,
    Commands commands,
    TriggerEvents events,
    Replays replays,
    Schedules schedules,
    SecretSealer secrets,
    ScriptChecks checks,
    Readiness readiness,
    Metrics metrics) {

  public ApiParts {
    requireNonNull(views, "views");
    requireNonNull(commands, "commands");
    requireNonNull(events, "events");
    requireNonNull(replays, "replays");
    requireNonNull(schedules, "schedules");
    requireNonNull(secrets, "secrets");
    requireNonNull(checks, "checks");
    requireNonNull(readiness, "readiness");
    requireNonNull(metrics, "metrics");
  }

  /**
   * What was decided, what ran and what could not, what was stored, and who changed what.
   *
   * @param entities where entities are read
   * @param executions where executions are read
   * @param audit where changes are read
   * @param deadLetters where dead letters are read
   * @param values where stored values are read
   * @param backlog tells what is not finished
   * @param parked where keys are read that wait behind a failed event
   */
  public record Views(
      EntityReads entities,
      ExecutionReads executions,
      AuditReads audit,
      DeadLetterReads deadLetters,
      ValueReads values,
      BacklogReads backlog,
      ParkedKeyReads parked) {

    public Views {
      requireNonNull(entities, "entities");
      requireNonNull(executions, "executions");
      requireNonNull(audit, "audit");
      requireNonNull(deadLetters, "deadLetters");
      requireNonNull(values, "values");
      requireNonNull(backlog, "backlog");
      requireNonNull(parked, "parked");
    }
  }
}
