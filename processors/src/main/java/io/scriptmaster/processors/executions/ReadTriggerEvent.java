package io.scriptmaster.processors.executions;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.processors.streams.Origin;
import io.scriptmaster.schemas.Decoded;
import io.scriptmaster.schemas.RegistryUnavailableException;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.UntrustedAvro;
import java.time.Instant;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what becomes of a record of {@code trigger-events}: anybody may have written it. */
final class ReadTriggerEvent {

  /** With its envelope still below the topic's limit after re-routing. */
  static final int MAX_RECORD = 1792 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(ReadTriggerEvent.class);

  private final UntrustedAvro<TriggerEvent> avro;
  private final int partitions;
  private final Predicate<TenantId> tenantExists;

  /**
   * @param tenantExists asked only for tenants of this partition
   */
  ReadTriggerEvent(
      UntrustedAvro<TriggerEvent> avro, int partitions, Predicate<TenantId> tenantExists) {
    this.avro = avro;
    this.partitions = partitions;
    this.tenantExists = tenantExists;
  }

  /**
   * @param reroutedBefore the record already was on another partition, and was sent here by this
   *     platform
   */
  Intake read(Origin origin, boolean reroutedBefore, Instant now) {
    Intake intake = readGuarded(origin, reroutedBefore, now);
    // Not guarded: it is nobody's record that is at fault when the tenants can't be read.
    return intake instanceof Intake.Accepted(var trigger) && !tenantExists.test(trigger.tenant())
        ? refuse(
            origin,
            trigger.tenant().value(),
            "unknown_tenant",
            "there is no tenant %s".formatted(trigger.tenant()),
            now)
        : intake;
  }

  private Intake readGuarded(Origin origin, boolean reroutedBefore, Instant now) {
    try {
      return readUnguarded(origin, reroutedBefore, now);
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // The border to strangers' bytes: one record that none of the rules foresaw must not stop a
      // partition for ever.
      LOG.error(
          "No rule foresaw the record at {}-{} offset {}",
          origin.topic(),
          origin.partition(),
          origin.offset(),
          e);
      return refuse(
          origin, null, "unreadable", "it could not be read: " + e.getClass().getSimpleName(), now);
    }
  }

  private Intake readUnguarded(Origin origin, boolean reroutedBefore, Instant now) {
    if (origin.value() != null && origin.value().length > MAX_RECORD) {
      return refuse(
          origin,
          null,
          "event_too_large",
          "a trigger event is at most %d bytes".formatted(MAX_RECORD),
          now);
    }
    return switch (avro.decode(origin.value())) {
      case Decoded.Malformed<TriggerEvent>(var reason, var message) ->
          refuse(origin, null, reason.code(), message, now);
      case Decoded.Valid<TriggerEvent>(var event) -> place(event, origin, reroutedBefore, now);
    };
  }

  private Intake place(TriggerEvent event, Origin origin, boolean reroutedBefore, Instant now) {
    var breach = TriggerEventRules.check(event);
    if (breach.isPresent()) {
      String tenant = TenantId.parse(event.getTenant()).map(TenantId::value).orElse(null);
      return refuse(origin, tenant, breach.get().code(), breach.get().message(), now);
    }
    TenantId tenant = new TenantId(event.getTenant());
    if (TenantPartition.of(tenant, partitions) != origin.partition()) {
      return reroutedBefore
          ? refuse(
              origin,
              tenant.value(),
              "misplaced",
              "it was re-routed and is on a wrong partition again",
              now)
          : new Intake.Misplaced(tenant, origin.value());
    }
    return new Intake.Accepted(Trigger.of(event, place(origin)));
  }

  private static TriggerOrigin place(Origin origin) {
    return new TriggerOrigin(origin.topic(), origin.partition(), origin.offset());
  }

  private static Intake refuse(
      Origin origin, String tenant, String reason, String message, Instant now) {
    return new Intake.Refused(origin.deadLetter(tenant, reason, message, now));
  }
}
