package io.scriptmaster.processors.executions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.processors.streams.StreamsApplication;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * What of all tenants together is admitted and not finished, on the partitions at work in this
 * process.
 *
 * @param oldest when the oldest of them was admitted
 * @param spilled of the queued, those that are in the store alone
 * @param postponed of the queued, those that are in their topic alone
 */
public record BacklogTotals(
    Backlog.ByReason byReason, long spilled, long postponed, Optional<Instant> oldest) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nothing at all. */
  public static final BacklogTotals NONE =
      new BacklogTotals(new Backlog.ByReason(0, 0, 0, 0, 0), 0, 0, Optional.empty());

  /**
   * At most a second old. Looks at each tenant that ran something since its partition is here.
   *
   * @param executions the application of {@link ExecutionsTopology}
   * @return nothing but zeros while partitions are moving
   */
  public static BacklogTotals of(StreamsApplication executions) {
    try {
      return sum(executions.valuesHere(TaskStores.BACKLOGS));
    } catch (InvalidStateStoreException e) {
      return NONE;
    }
  }

  /**
   * @param backlogs each as {@link Backlog#toJson}
   */
  static BacklogTotals sum(List<String> backlogs) {
    BacklogTotals sum = NONE;
    for (String backlog : backlogs) {
      try {
        sum = sum.plus(JSON.readTree(backlog));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a backlog that is not JSON", e);
      }
    }
    return sum;
  }

  private BacklogTotals plus(JsonNode backlog) {
    JsonNode reasons = backlog.get("byReason");
    return new BacklogTotals(
        new Backlog.ByReason(
            byReason.queued() + reasons.get("queued").longValue(),
            byReason.running() + reasons.get("running").longValue(),
            byReason.waiting() + reasons.get("waiting").longValue(),
            byReason.retrying() + reasons.get("retrying").longValue(),
            byReason.parked() + reasons.get("parked").longValue()),
        spilled + backlog.get("spilled").longValue(),
        postponed + backlog.get("postponed").longValue(),
        earlier(
            oldest, Optional.ofNullable(backlog.get("oldest").textValue()).map(Instant::parse)));
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && (other.isEmpty() || one.get().isBefore(other.get())) ? one : other;
  }
}
