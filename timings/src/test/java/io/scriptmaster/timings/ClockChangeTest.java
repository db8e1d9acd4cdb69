package io.scriptmaster.timings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The written rule, change by change. */
class ClockChangeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Vienna, 29 March 2026: 02:00 becomes 03:00.
        "30 2 * * *    | Europe/Vienna | 2026-03-28T12:00:00Z | 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00",
        "0,30 2 * * *  | Europe/Vienna | 2026-03-28T12:00:00Z | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
        "0 3 * * *     | Europe/Vienna | 2026-03-28T12:00:00Z | 2026-03-29T03:00+02:00 2026-03-30T03:00+02:00",
        "0 2,3 * * *   | Europe/Vienna | 2026-03-28T12:00:00Z | 2026-03-29T03:00+02:00 2026-03-30T02:00+02:00",
        "30 * * * *    | Europe/Vienna | 2026-03-29T00:00:00Z | 2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00",
        "*/30 * * * *  | Europe/Vienna | 2026-03-29T00:29:00Z | 2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00",
        "every 30m     | Europe/Vienna | 2026-03-29T00:29:00Z | 2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00",
        // Vienna, 25 October 2026: 03:00 becomes 02:00.
        "30 2 * * *    | Europe/Vienna | 2026-10-24T12:00:00Z | 2026-10-25T02:30+02:00 2026-10-26T02:30+01:00",
        "0 */2 * * *   | Europe/Vienna | 2026-10-24T22:00:00Z | 2026-10-25T02:00+02:00 2026-10-25T04:00+01:00",
        "30 * * * *    | Europe/Vienna | 2026-10-24T23:59:00Z | 2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00",
        "*/30 1-4 * * * | Europe/Vienna | 2026-10-24T23:59:00Z | 2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-25T03:00+01:00",
        "0 3 * * *     | Europe/Vienna | 2026-10-24T12:00:00Z | 2026-10-25T03:00+01:00 2026-10-26T03:00+01:00",
        // A look from within the repeated hour.
        "30 2 * * *    | Europe/Vienna | 2026-10-25T01:10:00Z | 2026-10-26T02:30+01:00",
        // Lord Howe, half an hour: 5 April 2026 back from 02:00 to 01:30, 4 October forward from
        // 02:00 to 02:30.
        "45 1 * * *    | Australia/Lord_Howe | 2026-04-04T00:00:00Z | 2026-04-05T01:45+11:00 2026-04-06T01:45+10:30",
        "45 * * * *    | Australia/Lord_Howe | 2026-04-04T14:00:00Z | 2026-04-05T01:45+11:00 2026-04-05T01:45+10:30 2026-04-05T02:45+10:30",
        "15 2 * * *    | Australia/Lord_Howe | 2026-10-03T00:00:00Z | 2026-10-04T02:30+11:00 2026-10-05T02:15+11:00",
        // Santiago, 6 September 2026: the day begins at 01:00. 5 April: 24:00 becomes 23:00.
        "0 0 * * *     | America/Santiago | 2026-09-05T12:00:00Z | 2026-09-06T01:00-03:00 2026-09-07T00:00-03:00",
        "30 23 * * *   | America/Santiago | 2026-04-04T12:00:00Z | 2026-04-04T23:30-03:00 2026-04-05T23:30-04:00",
        // Samoa had no 30 December 2011.
        "0 9 * * *     | Pacific/Apia  | 2011-12-29T00:00:00Z | 2011-12-29T09:00-10:00 2011-12-31T00:00+14:00 2011-12-31T09:00+14:00",
        // No change at all.
        "30 2 * * *    | Asia/Kolkata  | 2026-03-28T12:00:00Z | 2026-03-29T02:30+05:30 2026-03-30T02:30+05:30",
      })
  void shouldFollowTheWrittenRule(String text, String zone, String after, String expected) {
    List<String> moments = List.of(expected.split(" "));

    assertThat(Read.next(text, zone, after, moments.size())).containsExactlyElementsOf(moments);
  }
}
