package io.scriptmaster.timings;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * 1,000 schedules over two years in ten zones, among them half-hour and southern ones.
 *
 * <p>What a wall clock shows at each moment comes from cron-utils, which is asked without zones;
 * the written rule, spelled out here a second time, makes instants of it.
 */
class TwoYearsTest {

  private static final int SCHEDULES = 1_000;
  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final LocalDateTime END = START.plusYears(2);

  private static final List<String> ZONES =
      List.of(
          "Europe/Vienna",
          "America/New_York",
          "America/St_Johns",
          "America/Santiago",
          "Africa/Casablanca",
          "Asia/Kolkata",
          "Australia/Adelaide",
          "Australia/Lord_Howe",
          "Pacific/Auckland",
          "Pacific/Chatham");

  private final Random random = new Random(20261124);

  @Test
  void shouldComeDueAsAnIndependentCronAndTheRuleSay() {
    int compared = 0;
    for (int n = 0; n < SCHEDULES; n++) {
      boolean quartz = random.nextBoolean();
      String text = expression(quartz);
      ZoneId zone = ZoneId.of(ZONES.get(n % ZONES.size()));
      ExecutionTime independent = independent(text, quartz);
      Timetable timetable =
          new Timetable(Read.timing(text), zone, Optional.empty(), Optional.empty());
      for (Window window : windows(text, quartz, zone)) {
        List<Instant> expected = expected(independent, text, quartz, zone, window);
        assertThat(between(timetable, window, zone))
            .as("%s in %s from %s to %s", text, zone, window.from(), window.to())
            .isEqualTo(expected);
        compared += expected.size();
      }
    }
    assertThat(compared).isGreaterThan(200_000);
  }

  /** Two years; of what comes due every few minutes, the days of the clock changes. */
  private static List<Window> windows(String text, boolean quartz, ZoneId zone) {
    if (isSeldom(text, quartz)) {
      return List.of(new Window(START, END));
    }
    List<Window> windows = new ArrayList<>();
    windows.add(new Window(START, START.plusHours(30)));
    for (ZoneOffsetTransition change : changes(zone)) {
      LocalDateTime at = change.getDateTimeBefore();
      windows.add(new Window(at.minusHours(3), at.plusHours(3)));
    }
    return windows;
  }

  private static boolean isSeldom(String text, boolean quartz) {
    String[] fields = text.split(" ");
    boolean oneSecond = !quartz || fields[0].matches("\\d+");
    return oneSecond && fields[quartz ? 1 : 0].matches("\\d+(,\\d+)?");
  }

  private static List<ZoneOffsetTransition> changes(ZoneId zone) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    ZoneOffsetTransition next =
        zone.getRules().nextTransition(START.plusDays(2).toInstant(ZoneOffset.UTC));
    while (next != null && next.getDateTimeBefore().isBefore(END.minusDays(2))) {
      changes.add(next);
      next = zone.getRules().nextTransition(next.getInstant());
    }
    return changes;
  }

  private static List<Instant> between(Timetable timetable, Window window, ZoneId zone) {
    List<Instant> moments = new ArrayList<>();
    Instant end = firstInstantOf(window.to(), zone);
    Optional<Instant> next = timetable.after(firstInstantOf(window.from(), zone));
    while (next.isPresent() && next.get().isBefore(end)) {
      moments.add(next.get());
      next = timetable.after(next.get());
    }
    return moments;
  }

  private static List<Instant> expected(
      ExecutionTime independent, String text, boolean quartz, ZoneId zone, Window window) {
    boolean counted = countsRepeated(text, quartz);
    TreeSet<Instant> moments = new TreeSet<>();
    Instant start = firstInstantOf(window.from(), zone);
    Instant end = firstInstantOf(window.to(), zone);
    Optional<ZonedDateTime> next =
        independent.nextExecution(window.from().minusHours(3).atZone(ZoneOffset.UTC));
    while (next.isPresent() && next.get().toLocalDateTime().isBefore(window.to().plusHours(3))) {
      moments.addAll(instants(next.get().toLocalDateTime(), zone, counted));
      next = independent.nextExecution(next.get());
    }
    return List.copyOf(moments.tailSet(start, false).headSet(end, false));
  }

  /** The written rule. */
  private static List<Instant> instants(LocalDateTime local, ZoneId zone, boolean counted) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return List.of(zone.getRules().getTransition(local).getInstant());
    }
    return offsets.stream().limit(counted ? 2 : 1).map(local::toInstant).toList();
  }

  private static boolean countsRepeated(String text, boolean quartz) {
    String hours = text.split(" ")[quartz ? 2 : 1];
    return hours.equals("*") || hours.contains("-");
  }

  private static Instant firstInstantOf(LocalDateTime local, ZoneId zone) {
    return instants(local, zone, false).getFirst();
  }

  private static ExecutionTime independent(String text, boolean quartz) {
    Cron cron =
        new CronParser(
                CronDefinitionBuilder.instanceDefinitionFor(
                    quartz ? CronType.QUARTZ : CronType.UNIX))
            .parse(text);
    return ExecutionTime.forCron(cron);
  }

  private String expression(boolean quartz) {
    String minutes =
        oneOf(
            number(0, 59),
            number(0, 59),
            number(0, 29) + "," + number(30, 59),
            "*/" + number(5, 30),
            number(0, 10) + "-" + number(20, 59));
    String hours =
        oneOf(
            "*",
            number(0, 4),
            number(0, 23),
            "1-4",
            "*/2",
            "*/3",
            number(0, 3) + "," + number(6, 23));
    String months = oneOf("*", "*", "*", number(1, 12), "MAR,APR,OCT", "*/2", "3-11");
    if (!quartz) {
      String days = oneOf("*", "*", number(1, 28), "1,15", "10-20");
      String weekdays = days.equals("*") ? oneOf("*", "*", "MON-FRI", "0,6", "SUN", "1-5") : "*";
      return String.join(" ", minutes, hours, days, months, weekdays);
    }
    String seconds = oneOf("0", "0", number(0, 59), "0,30");
    String[] days =
        oneOf(
                "* ?",
                "* ?",
                "? *",
                "? MON-FRI",
                "? 1",
                "? 2#1",
                "? 6L",
                "L ?",
                "15W ?",
                "LW ?",
                number(1, 31) + " ?",
                "1,15 ?")
            .split(" ");
    return String.join(" ", seconds, minutes, hours, days[0], months, days[1]);
  }

  private String number(int from, int to) {
    return Integer.toString(random.nextInt(from, to + 1));
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private record Window(LocalDateTime from, LocalDateTime to) {

    Window {
      assertThat(Duration.between(from, to)).isPositive();
    }
  }
}
