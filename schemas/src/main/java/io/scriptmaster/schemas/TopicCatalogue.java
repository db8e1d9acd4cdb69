package io.scriptmaster.schemas;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.entity.AppConfig;
import io.scriptmaster.entity.CustomField;
import io.scriptmaster.entity.DataKey;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Secret;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.entity.WebTrigger;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.Topic.Authors;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every topic of the platform: the one place where a topic is named.
 *
 * <p>It creates the topics ({@link TopicCreation}), feeds the topologies, registers the schemas
 * ({@link SchemaRegistration}) and prints {@code docs/topics.md}.
 */
public final class TopicCatalogue {

  /** The prefix unless an operator chooses another. */
  public static final String DEFAULT_PREFIX = "scriptmaster.";

  private static final Pattern PREFIX_FORM = Pattern.compile("[a-zA-Z0-9._-]{1,60}");

  /** Enough for the largest trigger event, source or result, with its envelope. */
  private static final int MAX_RECORD_BYTES = 2 * 1024 * 1024;

  /** Enough for a whole record of any other topic, with its origin. */
  private static final int MAX_DEAD_LETTER_BYTES = 3 * 1024 * 1024;

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration TWO_YEARS = Duration.ofDays(730);
  private static final Duration MONTH = Duration.ofDays(30);

  private final String prefix;

  /**
   * @param prefix of every topic: letters, digits, '.', '_' and '-', 60 at most, so that internal
   *     topics have room for their names
   */
  public TopicCatalogue(String prefix) {
    if (!PREFIX_FORM.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "a topic prefix is 1 to 60 of a-z, A-Z, 0-9, '.', '_' and '-', not '%s'"
              .formatted(prefix));
    }
    this.prefix = prefix;
  }

  public static TopicCatalogue withDefaultPrefix() {
    return new TopicCatalogue(DEFAULT_PREFIX);
  }

  /**
   * What the ids of stream applications start with, and so groups, internal topics and
   * transactional ids. Two prefixes never share one: several platforms may use one cluster.
   */
  public String applicationPrefix() {
    return prefix.endsWith(".") ? prefix.substring(0, prefix.length() - 1) + "-" : prefix + ".";
  }

  public Topic<TriggerEvent> triggerEvents() {
    return new Topic<>(
        prefix + "trigger-events",
        "tenant",
        TriggerEvent.class,
        Cleanup.retained(WEEK),
        Authors.PRODUCERS,
        MAX_RECORD_BYTES,
        "What upstream producers emit. An event on a partition that is not its tenant's is"
            + " re-routed.");
  }

  public Topic<Command> commands() {
    return topic(
        "commands",
        "tenant",
        Command.class,
        Cleanup.retained(Duration.ofDays(1)),
        "Requested changes of entities.");
  }

  public Topic<CommandResult> commandResults() {
    return topic(
        "command-results",
        "tenant",
        CommandResult.class,
        Cleanup.retained(Duration.ofHours(1)),
        "The verdict on each command.");
  }

  public Topic<Tenant> tenants() {
    return topic("tenants", "tenant", Tenant.class, Cleanup.compacted(), "Who exists.");
  }

  public Topic<Script> scripts() {
    return topic(
        "scripts",
        "tenant/id",
        Script.class,
        Cleanup.compacted(),
        "Each script in its current revision.");
  }

  public Topic<Listener> listeners() {
    return topic(
        "listeners",
        "tenant/id",
        Listener.class,
        Cleanup.compacted(),
        "Which trigger events start which script.");
  }

  public Topic<ScriptRevision> scriptRevisions() {
    return topic(
        "script-revisions",
        "tenant/script/revision",
        ScriptRevision.class,
        Cleanup.compacted(),
        "Every source of a script, immutable; the key ends with its number. Those of a deleted script go, oldest first, when the tenant needs their room.");
  }

  public Topic<AppConfig> appConfigs() {
    return topic(
        "app-configs",
        "tenant/id",
        AppConfig.class,
        Cleanup.compacted(),
        "Settings per product. Stored only; nothing acts on it yet.");
  }

  public Topic<Schedule> schedules() {
    return topic(
        "schedules", "tenant/id", Schedule.class, Cleanup.compacted(), "When scripts run.");
  }

  public Topic<CustomField> customFields() {
    return topic(
        "custom-fields",
        "tenant/id",
        CustomField.class,
        Cleanup.compacted(),
        "Fields whose values scripts compute. Stored only; nothing acts on it yet.");
  }

  public Topic<WebTrigger> webTriggers() {
    return topic(
        "web-triggers",
        "tenant/id",
        WebTrigger.class,
        Cleanup.compacted(),
        "Scripts that web addresses start. Stored only; nothing acts on it yet.");
  }

  public Topic<Secret> secrets() {
    return topic(
        "secrets",
        "tenant/id",
        Secret.class,
        Cleanup.compacted(),
        "Encrypted values that scripts may read. Stored only; nothing acts on it yet.");
  }

  public Topic<DataKey> dataKeys() {
    return topic(
        "data-keys",
        "tenant/id",
        DataKey.class,
        Cleanup.compacted(),
        "The wrapped key of each tenant's secrets.");
  }

  public Topic<ApiToken> apiTokens() {
    return topic(
        "api-tokens",
        "tenant/id",
        ApiToken.class,
        Cleanup.compacted(),
        "Who may do what, with the hash of each token.");
  }

  public Topic<EntityChange> entityChanges() {
    return topic(
        "entity-changes",
        "tenant",
        EntityChange.class,
        Cleanup.retained(TWO_YEARS),
        "Every change of an entity: who, when, from where, before and after, with the hash of a source in its place.");
  }

  public Topic<Execution> executions() {
    return topic(
        "executions",
        "tenant",
        Execution.class,
        Cleanup.retained(MONTH),
        "One record per finished execution. The header `trigger` says what the field does: readers"
            + " of one trigger need not decode the others.");
  }

  public Topic<LogLine> executionLogs() {
    return topic(
        "execution-logs",
        "tenant",
        LogLine.class,
        Cleanup.retained(MONTH),
        "What scripts logged, in order within an execution.");
  }

  public Topic<ScriptValue> scriptValues() {
    return topic(
        "script-values",
        "tenant/key",
        ScriptValue.class,
        Cleanup.compacted(),
        "What scripts stored.");
  }

  public Topic<ScriptEvent> scriptEvents() {
    return topic(
        "script-events",
        "tenant",
        ScriptEvent.class,
        Cleanup.retained(WEEK),
        "Events that scripts emitted; listeners hear them too.");
  }

  public Topic<ExecutionRequest> webRequests() {
    return topic(
        "web-requests",
        "tenant",
        ExecutionRequest.class,
        Cleanup.retained(WEEK),
        "Executions that somebody asked for over HTTP: replays and redrives.");
  }

  public Topic<ScheduleEvent> scheduleEvents() {
    return topic(
        "schedule-events",
        "tenant",
        ScheduleEvent.class,
        Cleanup.retained(WEEK),
        "Slots of schedules that came due, for the executions.");
  }

  public Topic<ScheduleSlot> scheduleSlots() {
    return topic(
        "schedule-slots",
        "tenant/schedule/slotTime",
        ScheduleSlot.class,
        Cleanup.compactedAndRetained(MONTH),
        "The one outcome of each slot; the key ends with its ISO 8601 instant.");
  }

  public Topic<ScheduleRequest> scheduleRequests() {
    return topic(
        "schedule-requests",
        "tenant",
        ScheduleRequest.class,
        Cleanup.retained(WEEK),
        "Slots beside the timing of a schedule that somebody asked for over HTTP.");
  }

  public Topic<DeadLetter> deadLetters() {
    return new Topic<>(
        prefix + "dead-letters",
        "tenant, or none where the record names no valid one",
        DeadLetter.class,
        Cleanup.retained(MONTH),
        Authors.PLATFORM,
        MAX_DEAD_LETTER_BYTES,
        "What could not be processed: origin, reason, original bytes.");
  }

  public List<Topic<? extends SpecificRecord>> all() {
    return List.of(
        triggerEvents(),
        commands(),
        commandResults(),
        tenants(),
        scripts(),
        listeners(),
        scriptRevisions(),
        appConfigs(),
        schedules(),
        customFields(),
        webTriggers(),
        secrets(),
        dataKeys(),
        apiTokens(),
        entityChanges(),
        executions(),
        executionLogs(),
        scriptValues(),
        scriptEvents(),
        webRequests(),
        scheduleEvents(),
        scheduleSlots(),
        scheduleRequests(),
        deadLetters());
  }

  private <V extends SpecificRecord> Topic<V> topic(
      String name, String key, Class<V> value, Cleanup cleanup, String holds) {
    return new Topic<>(
        prefix + name, key, value, cleanup, Authors.PLATFORM, MAX_RECORD_BYTES, holds);
  }
}
