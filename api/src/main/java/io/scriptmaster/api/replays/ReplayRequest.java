package io.scriptmaster.api.replays;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.processors.executions.ExecutionId;
import io.scriptmaster.processors.executions.FilterFailure;
import io.scriptmaster.processors.executions.GivenEvent;
import java.time.Instant;
import java.util.Optional;

/** Makes requests for executions that repeat others. */
public final class ReplayRequest {

  private static final String TRIGGER = "replay";

  private ReplayRequest() {}

  /**
   * Of an execution, with what started it; empty where that is something else after all, as after a
   * topic was made anew.
   *
   * @param requestId the same for each attempt at one replay
   */
  static Optional<ExecutionRequest> of(
      Execution execution, RecordContent content, String requestId, String actor, Instant now) {
    return eventIn(content, execution)
        .filter(event -> event.getTenant().equals(execution.getTenant()))
        .map(
            event ->
                ExecutionRequest.newBuilder()
                    .setId(requestId)
                    .setTenant(execution.getTenant())
                    .setScript(execution.getScript())
                    .setTrigger(TRIGGER)
                    .setListener(execution.getListener())
                    .setReplayOf(execution.getId())
                    .setHeard(isUnchosen(execution) && isHeard(content))
                    .setDepth(execution.getDepth())
                    .setEvent(event)
                    .setRequestedBy(actor)
                    .setRequestedAt(now)
                    .build());
  }

  /**
   * Of an execution that is in the dead letters.
   *
   * @param failed what the letter holds
   * @param requestId the same for each attempt at one redrive
   */
  public static ExecutionRequest again(
      ExecutionRequest failed, String execution, String requestId, String actor, Instant now) {
    return ExecutionRequest.newBuilder(failed)
        .setId(requestId)
        .setTrigger(TRIGGER)
        .setReplayOf(execution)
        .setRequestedBy(actor)
        .setRequestedAt(now)
        .build();
  }

  /** The id that the execution will have. */
  static String executionId(ExecutionRequest request) {
    return ExecutionId.of(request.getTenant(), request.getScript(), TRIGGER, request.getId())
        .value();
  }

  /** Nor is a listener chosen by its filter where nothing of the script ran. */
  private static boolean isUnchosen(Execution execution) {
    return execution.getListener() == null
        || execution.getRevision() == 0
        || FilterFailure.isIn(execution.getError());
  }

  /** Whether listeners decide about what came so. */
  private static boolean isHeard(RecordContent content) {
    return switch (content) {
      case RecordContent.Upstream _, RecordContent.Emitted _ -> true;
      case RecordContent.Requested(var request) -> request.getHeard();
      case RecordContent.Due _, RecordContent.Unknown _ -> false;
    };
  }

  private static Optional<TriggerEvent> eventIn(RecordContent content, Execution execution) {
    String id = execution.getTriggerId();
    return switch (content) {
      case RecordContent.Upstream(var event) ->
          Optional.of(event).filter(it -> it.getId().equals(id));
      case RecordContent.Emitted(var event) ->
          Optional.of(event).filter(it -> it.getId().equals(id)).map(GivenEvent::of);
      case RecordContent.Due(var slot) ->
          Optional.of(slot).filter(it -> it.getId().equals(id)).map(GivenEvent::of);
      case RecordContent.Requested(var request) ->
          Optional.of(request)
              .filter(it -> it.getId().equals(id) && it.getTenant().equals(execution.getTenant()))
              .map(ExecutionRequest::getEvent);
      case RecordContent.Unknown() -> Optional.empty();
    };
  }
}
