package io.scriptmaster.timings;

/** Reads cron expressions of 5 and of 6 fields. */
final class CronText {

  private CronText() {}

  static CronFields read(String text) {
    String[] parts = text.split(" ");
    return switch (parts.length) {
      case 5 ->
          new CronFields(
              1,
              CronField.MINUTE.bits(parts[0]),
              CronField.HOUR.bits(parts[1]),
              DayText.read(parts[2], parts[4], CronField.DAY_OF_WEEK),
              CronField.MONTH.bits(parts[3]));
      case 6 ->
          new CronFields(
              CronField.SECOND.bits(parts[0]),
              CronField.MINUTE.bits(parts[1]),
              CronField.HOUR.bits(parts[2]),
              DayText.read(parts[3], parts[5], CronField.QUARTZ_DAY_OF_WEEK),
              CronField.MONTH.bits(parts[4]));
      default ->
          throw new RefusedTextException(
              "'%s' has %d fields; %s".formatted(text, parts.length, TimingText.ACCEPTED));
    };
  }
}
