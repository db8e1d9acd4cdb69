package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;

/**
 * The body of the command that saves a schedule.
 *
 * @param cron see {@link CronSyntax}
 * @param timeZone a name of the time zone database, such as Europe/Vienna
 * @param script the id of a script of the same tenant
 * @param payload any JSON, or null
 * @param overlap skip (unless given), buffer_one, buffer_all, allow or cancel_other
 * @param catchUp none within one minute unless given
 * @param enabled a disabled schedule has no slots; true unless given
 */
public record SaveSchedule(
    String cron,
    String timeZone,
    String script,
    JsonNode payload,
    String overlap,
    CatchUp catchUp,
    Boolean enabled)
    implements CommandBody {

  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  public SaveSchedule {
    CronSyntax.fault(cron).ifPresent(fault -> Fields.require(false, "cron", fault));
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
  }

  /**
   * What happens to slots that came due while nothing ran.
   *
   * @param policy none (unless given), last or all
   * @param window an ISO 8601 duration up to 30 days, PT1M unless given: older slots are missed
   */
  public record CatchUp(String policy, String window) {

    private static final Duration MAX_WINDOW = Duration.ofDays(30);

    public CatchUp {
      policy = Fields.oneOf("catchUp.policy", policy, "none", "last", "all");
      window = window == null ? "PT1M" : window;
      Fields.require(
          isWindow(window),
          "catchUp.window",
          "catchUp.window is an ISO 8601 duration from PT1S to P30D, such as PT10M");
    }

    private static boolean isWindow(String text) {
      try {
        Duration window = Duration.parse(text);
        return window.compareTo(Duration.ofSeconds(1)) >= 0 && window.compareTo(MAX_WINDOW) <= 0;
      } catch (DateTimeException e) {
        return false;
      }
    }
  }
}
