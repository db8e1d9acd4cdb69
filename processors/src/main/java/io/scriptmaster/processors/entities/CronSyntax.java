package io.scriptmaster.processors.entities;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.Optional;

/**
 * Cron expressions as people paste them: 5 fields as of Unix, 6 with seconds as of Quartz.
 *
 * <p>Here only the form is checked; when a slot comes due is the scheduler's business.
 */
final class CronSyntax {

  static final String ACCEPTED =
      "cron is 5 fields (minute hour day-of-month month day-of-week) or 6 with seconds first and '?' in one of the day"
          + " fields, such as 0 9 * * MON-FRI or 0 0 9 ? * MON-FRI";

  private static final int MAX_LENGTH = 200;

  private CronSyntax() {}

  /** What is wrong with the expression, or empty where it is well formed. */
  static Optional<String> fault(String cron) {
    if (cron == null || cron.isBlank() || cron.length() > MAX_LENGTH) {
      return Optional.of(ACCEPTED);
    }
    return switch (cron.strip().split("\\s+").length) {
      case 5 -> fault(cron, CronType.UNIX);
      case 6 -> fault(cron, CronType.QUARTZ);
      default -> Optional.of(ACCEPTED);
    };
  }

  private static Optional<String> fault(String cron, CronType type) {
    try {
      // Parsers are not shared: they keep no promise about threads.
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(cron).validate();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("%s; %s".formatted(e.getMessage(), ACCEPTED));
    }
  }
}
