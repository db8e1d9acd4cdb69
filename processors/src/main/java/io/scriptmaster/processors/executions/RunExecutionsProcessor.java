package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.values.TenantValues;
import io.scriptmaster.processors.streams.CommitHook;
import io.scriptmaster.processors.streams.LiveSegment;
import io.scriptmaster.processors.streams.TaskObject;
import io.scriptmaster.processors.streams.WallClockPunctuation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Hands triggers to {@link TaskExecutions}, and forwards what it applies. That has no key: the
 * nodes after this one pick records from it and give each its own.
 *
 * <p>It also comes round between polls, to settle what workers have ended: only this thread may
 * write within the task's transaction.
 */
final class RunExecutionsProcessor implements Processor<String, Trigger, String, AppliedAttempt> {

  /** The least that there is: between two polls. */
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(1);

  private static final Duration TICK = Duration.ofSeconds(1);

  private final ExecutionParts parts;
  private final ExecutionMetrics metrics;
  private final Duration commitInterval;

  private ProcessorContext<String, AppliedAttempt> context;
  private EndedAttempts ended;
  private TaskExecutions executions;
  private PostponedEvents postponed;
  private CommitHook hook;
  private final List<Cancellable> schedules = new ArrayList<>();
  private boolean wakes;
  private long committed;

  /**
   * @param commitInterval of the application: shortly before it is over, quick executions are
   *     waited for
   */
  RunExecutionsProcessor(ExecutionParts parts, ExecutionMetrics metrics, Duration commitInterval) {
    this.parts = parts;
    this.metrics = metrics;
    this.commitInterval = commitInterval;
  }

  @Override
  public void init(ProcessorContext<String, AppliedAttempt> newContext) {
    context = newContext;
    ended = new EndedAttempts();
    postponed = context.<TaskObject<PostponedEvents>>getStateStore(PostponedEvents.OBJECT).get();
    postponed.restore(context.getStateStore(PostponedEvents.STORE));
    executions = new TaskExecutions(stores(), parts, ended, this::forward);
    committed = context.currentSystemTimeMs();
    hook = context.getStateStore(TaskStores.COMMIT_HOOK);
    hook.beforeCommit(this::beforeCommit);
    // A task may be revived with the same processor.
    wakes = false;
    schedules.add(WallClockPunctuation.schedule(context, BETWEEN_POLLS, this::betweenPolls));
    schedules.add(
        WallClockPunctuation.schedule(
            context, TICK, at -> executions.tick(Instant.ofEpochMilli(at))));
    try {
      executions.restore(now());
    } catch (RuntimeException e) {
      // Kafka Streams closes no processor whose init failed, and the queue outlives the task.
      close();
      throw e;
    }
  }

  private TaskStores stores() {
    return new TaskStores(
        new Definitions(
            context, parts.scripts(), tenant -> executions != null && executions.areOf(tenant)),
        new PendingExecutions(context.getStateStore(TaskStores.PENDING)),
        new ParkedExecutions(
            context.getStateStore(TaskStores.PARKED),
            context.getStateStore(TaskStores.PARKED_KEYS),
            parts.memory()),
        seenTriggers(),
        new TenantValues(
            context.getStateStore(TaskStores.VALUES),
            context.getStateStore(TaskStores.VALUE_EXPIRIES),
            context.getStateStore(TaskStores.VALUE_USAGE),
            metrics::conflict),
        postponed,
        context.getStateStore(TaskStores.BACKLOGS));
  }

  private SeenTriggers seenTriggers() {
    WindowStore<String, Long> store = context.getStateStore(SeenTriggers.STORE);
    schedules.add(LiveSegment.keep(context, store));
    return new SeenTriggers(store, metrics::duplicate);
  }

  @Override
  public void process(Record<String, Trigger> record) {
    Instant now = now();
    executions.settleEnded(now);
    executions.take(record.value(), now);
  }

  private void betweenPolls(long at) {
    if (!wakes) {
      // Not in init: the thread has a consumer to wake once it has polled.
      ended.wakeWith(parts.consumers().wakeUpOfThisThread());
      wakes = true;
    }
    Instant now = Instant.ofEpochMilli(at);
    executions.settleEnded(now);
    if (at - committed >= commitInterval.toMillis()) {
      executions.settleQuickOnes(now);
    }
  }

  private void beforeCommit() {
    executions.beforeCommit();
    postponed.beforeCommit();
    committed = context.currentSystemTimeMs();
  }

  private void forward(AppliedAttempt applied) {
    metrics.applied(applied);
    context.forward(new Record<>(null, applied, context.currentSystemTimeMs()));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    schedules.forEach(Cancellable::cancel);
    schedules.clear();
    executions.close();
  }
}
