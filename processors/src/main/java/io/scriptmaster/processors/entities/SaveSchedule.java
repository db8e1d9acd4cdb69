package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.timings.TimingText;
import io.scriptmaster.timings.TimingText.Reading;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * The body of the command that saves a schedule.
 *
 * @param cron see {@link TimingText}
 * @param timeZone a name of the time zone database, such as Europe/Vienna
 * @param script the id of a script of the same tenant
 * @param payload any JSON, or null
 * @param overlap skip (unless given), buffer_one, buffer_all, allow or cancel_other
 * @param catchUp none within one minute unless given
 * @param enabled a disabled schedule has no slots; true unless given
 * @param paused the slots of a paused schedule are skipped, each with its entry in the ledger;
 *     false unless given
 * @param startAt no slot is before; null: at once
 * @param endAt no slot is after; null: for ever
 * @param jitter an ISO 8601 duration up to a day, PT0S unless given: each slot comes due up to so
 *     much later, always by the same part of it
 * @param buffer how many slots wait under buffer_all: 1 to {@value #MAX_BUFFER}, 100 unless given
 */
public record SaveSchedule(
    String cron,
    String timeZone,
    String script,
    JsonNode payload,
    String overlap,
    CatchUp catchUp,
    Boolean enabled,
    Boolean paused,
    Instant startAt,
    Instant endAt,
    String jitter,
    Integer buffer)
    implements CommandBody {

  static final int MAX_BUFFER = 1_000;

  private static final int DEFAULT_BUFFER = 100;
  private static final Duration MAX_JITTER = Duration.ofDays(1);
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  public SaveSchedule {
    if (TimingText.read(cron) instanceof Reading.Refused(var message)) {
      throw new InvalidFieldException("cron", message);
    }
    Fields.require(
        timeZone != null && ZONES.contains(timeZone),
        "timeZone",
        "timeZone is a name of the time zone database, such as Europe/Vienna or UTC");
    Fields.requireScript(script);
    payload = payload == null || payload.isNull() ? null : payload;
    Fields.requireSmall("payload", payload);
    overlap =
        Fields.oneOf(
            "overlap", overlap, "skip", "buffer_one", "buffer_all", "allow", "cancel_other");
    catchUp = catchUp == null ? new CatchUp(null, null) : catchUp;
    enabled = enabled == null || enabled;
    paused = paused != null && paused;
    requireMoment("startAt", startAt);
    requireMoment("endAt", endAt);
    Fields.require(
        startAt == null || endAt == null || endAt.isAfter(startAt),
        "endAt",
        "endAt is later than startAt");
    jitter = jitter == null ? "PT0S" : jitter;
    Fields.require(
        isWithin(jitter, Duration.ZERO, MAX_JITTER),
        "jitter",
        "jitter is an ISO 8601 duration from PT0S to P1D, such as PT30S");
    buffer = buffer == null ? DEFAULT_BUFFER : buffer;
    Fields.require(
        buffer >= 1 && buffer <= MAX_BUFFER,
        "buffer",
        "buffer is a number from 1 to " + MAX_BUFFER);
  }

  private static void requireMoment(String field, Instant moment) {
    Fields.require(
        moment == null || !moment.isBefore(Instant.EPOCH) && moment.isBefore(LATEST),
        field,
        "%s is a moment from 1970 to 9999, such as 2026-12-01T08:00:00Z".formatted(field));
  }

  private static boolean isWithin(String text, Duration least, Duration most) {
    try {
      Duration duration = Duration.parse(text);
      return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * What happens to slots that came due while nothing ran.
   *
   * @param policy none (unless given), last or all
   * @param window an ISO 8601 duration up to 30 days, PT1M unless given: older slots are missed
   */
  public record CatchUp(String policy, String window) {

    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    private static final Duration MAX_WINDOW = Duration.ofDays(30);

    public CatchUp {
      policy = Fields.oneOf("catchUp.policy", policy, "none", "last", "all");
      window = window == null ? "PT1M" : window;
      Fields.require(
          isWithin(window, MIN_WINDOW, MAX_WINDOW),
          "catchUp.window",
          "catchUp.window is an ISO 8601 duration from PT1S to P30D, such as PT10M");
    }
  }
}
