package io.scriptmaster.api.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.executions.TriggerEventRules;
import io.scriptmaster.schemas.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A trigger event as it is posted; any part may be missing or wrong until it becomes a {@link
 * TriggerEvent}.
 */
record PostedEvent(
    String id,
    String type,
    String key,
    CompactJson payload,
    Map<String, String> headers,
    String occurredAt) {

  /** What the platform takes in one record, less the envelope. */
  private static final int MAX_BYTES = 1_800_000;

  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  PostedEvent {
    headers = headers == null ? Map.of() : headers;
  }

  /**
   * @throws InvalidFieldException for the first rule that is broken
   */
  TriggerEvent toTriggerEvent(TenantId tenant, Instant now) {
    if (payload == null) {
      throw new InvalidFieldException(
          "payload", "payload is required; it is any JSON value, null too");
    }
    if (headers.values().stream().anyMatch(Objects::isNull)) {
      throw new InvalidFieldException("headers", "a header's value is text, not null");
    }
    TriggerEvent event =
        TriggerEvent.newBuilder()
            .setId(Objects.requireNonNullElse(id, ""))
            .setTenant(tenant.value())
            .setType(Objects.requireNonNullElse(type, ""))
            .setKey(key)
            .setOccurredAt(occurredAt == null ? now : moment(occurredAt))
            .setPayload(payload.text())
            .setHeaders(headers)
            .build();
    TriggerEventRules.check(event).ifPresent(PostedEvent::refuse);
    requireFits(event);
    return event;
  }

  private static void refuse(TriggerEventRules.Breach breach) {
    throw new InvalidFieldException(breach.field(), breach.message());
  }

  /** The rules count characters, a record counts bytes. */
  private static void requireFits(TriggerEvent event) {
    int headers =
        event.getHeaders().entrySet().stream()
            .mapToInt(e -> bytes(e.getKey()) + bytes(e.getValue()))
            .sum();
    int key = event.getKey() == null ? 0 : bytes(event.getKey());
    if (bytes(event.getPayload()) + headers + key > MAX_BYTES) {
      throw new InvalidFieldException(
          "payload",
          "an event with its payload and headers is at most %d bytes in UTF-8"
              .formatted(MAX_BYTES));
    }
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static Instant moment(String text) {
    try {
      Instant moment = Instant.parse(text);
      if (!moment.isBefore(FIRST) && !moment.isAfter(LAST)) {
        return moment;
      }
    } catch (DateTimeException e) {
      // Refused below, with what is accepted.
    }
    throw new InvalidFieldException(
        "occurredAt",
        "occurredAt is a moment from 1970 to 9999 in ISO 8601, such as 2026-11-24T08:30:00Z");
  }
}
