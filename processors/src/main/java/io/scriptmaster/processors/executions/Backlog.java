package io.scriptmaster.processors.executions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;

/**
 * What of a tenant is admitted and not finished.
 *
 * @param oldest about when the oldest of them was admitted; not empty where there are some
 * @param spilled of the queued, those that are in the store alone
 * @param postponed of the queued, those that are in their topic alone
 * @param ignored what never became part of it
 * @param at when this was true
 */
public record Backlog(
    long count,
    Optional<Instant> oldest,
    ByReason byReason,
    long spilled,
    long postponed,
    Ignored ignored,
    Instant at) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * @param queued wait for their turn, or for an earlier event of their key
   * @param waiting started, and wait for a timer of their script
   * @param retrying wait for their next attempt
   * @param parked set aside behind an event of their key that failed for good
   */
  public record ByReason(long queued, long running, long waiting, long retrying, long parked) {}

  /**
   * Since this instance has the partition.
   *
   * @param rejected were not admitted, because the backlog was full
   * @param duplicates events whose id was known
   */
  public record Ignored(long rejected, long duplicates) {}

  /** Of a tenant that has none. */
  public static Backlog none(Instant now) {
    return new Backlog(
        0, Optional.empty(), new ByReason(0, 0, 0, 0, 0), 0, 0, new Ignored(0, 0), now);
  }

  /** As REST shows it. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("count", count);
      json.writeStringField("oldest", oldest.map(Instant::toString).orElse(null));
      json.writeObjectFieldStart("byReason");
      json.writeNumberField("queued", byReason.queued);
      json.writeNumberField("running", byReason.running);
      json.writeNumberField("waiting", byReason.waiting);
      json.writeNumberField("retrying", byReason.retrying);
      json.writeNumberField("parked", byReason.parked);
      json.writeEndObject();
      json.writeNumberField("spilled", spilled);
      json.writeNumberField("postponed", postponed);
      json.writeNumberField("rejected", ignored.rejected);
      json.writeNumberField("duplicates", ignored.duplicates);
      json.writeStringField("at", at.toString());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to a string failed", e);
    }
    return text.toString();
  }
}
