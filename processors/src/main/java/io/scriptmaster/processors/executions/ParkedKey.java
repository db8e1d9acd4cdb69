package io.scriptmaster.processors.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A key whose events wait at a listener, in order, behind one that failed for good: a parked lane,
 * as it is shown.
 *
 * @param state {@code waiting} until the failed event is redriven with success or the key released;
 *     {@code releasing} while what waits is run
 * @param waiting so many executions wait
 * @param released so many were let go, and have not finished
 * @param oldest about when the oldest of those that wait was admitted; null where none does
 * @param failed what they wait behind
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ParkedKey(
    String listener,
    String key,
    String state,
    int waiting,
    int released,
    String oldest,
    Failed failed) {

  /** The {@link #state} of one that nothing but {@link #failed} holds up. */
  public static final String WAITING = "waiting";

  /** The trigger of the request that lets what waits go on, whatever it waits behind. */
  public static final String RELEASE = "release";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The execution that came to no good end, and its event. */
  public record Failed(String execution, String script, String event) {}

  static ParkedKey of(LaneName name, ParkedLane lane) {
    return new ParkedKey(
        name.listener(),
        name.key(),
        lane.isWaiting() ? WAITING : "releasing",
        lane.waiting(),
        lane.outstanding(),
        lane.waiting() == 0 ? null : AdmittedExecution.admittedAt(lane.first()).toString(),
        new Failed(lane.failed().execution(), lane.failed().script(), lane.failed().event()));
  }

  /** As REST shows it. */
  public String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parked key that is no JSON", e);
    }
  }

  /**
   * @param json as {@link #toJson} writes it
   */
  static ParkedKey of(String json) {
    try {
      return JSON.readValue(json, ParkedKey.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a parked key that is no JSON", e);
    }
  }
}
