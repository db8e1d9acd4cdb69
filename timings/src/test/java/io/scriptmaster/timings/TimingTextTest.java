package io.scriptmaster.timings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTextTest {

  /** From Tuesday, 24 November 2026, 10:20:30. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *            | 2026-11-24T10:21Z 2026-11-24T10:22Z",
        "*/15 * * * *         | 2026-11-24T10:30Z 2026-11-24T10:45Z 2026-11-24T11:00Z",
        "5/20 9-17 * * *      | 2026-11-24T10:25Z 2026-11-24T10:45Z 2026-11-24T11:05Z",
        "0 22-2/2 * * *       | 2026-11-24T22:00Z 2026-11-25T00:00Z 2026-11-25T02:00Z 2026-11-25T22:00Z",
        "0 9 * * MON-FRI      | 2026-11-25T09:00Z 2026-11-26T09:00Z 2026-11-27T09:00Z 2026-11-30T09:00Z",
        "0 9 * * fri-mon      | 2026-11-27T09:00Z 2026-11-28T09:00Z 2026-11-29T09:00Z 2026-11-30T09:00Z",
        "0 9 * * 5-7          | 2026-11-27T09:00Z 2026-11-28T09:00Z 2026-11-29T09:00Z 2026-12-04T09:00Z",
        "0 9 * * 0            | 2026-11-29T09:00Z 2026-12-06T09:00Z",
        "0 9 13 * FRI         | 2026-11-27T09:00Z 2026-12-04T09:00Z 2026-12-11T09:00Z 2026-12-13T09:00Z",
        "0 9 */2 * MON        | 2026-12-07T09:00Z 2026-12-21T09:00Z 2027-01-11T09:00Z",
        "0 0 1 JAN,jul *      | 2027-01-01T00:00Z 2027-07-01T00:00Z",
        "0 0 29 2 *           | 2028-02-29T00:00Z 2032-02-29T00:00Z",
        "0 0 L * *            | 2026-11-30T00:00Z 2026-12-31T00:00Z 2027-01-31T00:00Z 2027-02-28T00:00Z",
        "0 0 L-3 2 *          | 2027-02-25T00:00Z 2028-02-26T00:00Z",
        "0 0 LW * ?           | 2026-11-30T00:00Z 2026-12-31T00:00Z 2027-01-29T00:00Z",
        "0 0 1W * *           | 2026-12-01T00:00Z 2027-01-01T00:00Z 2027-02-01T00:00Z 2027-03-01T00:00Z 2027-04-01T00:00Z 2027-05-03T00:00Z",
        "0 0 15W 11,8 *       | 2027-08-16T00:00Z 2027-11-15T00:00Z",
        "0 0 * * FRIL         | 2026-11-27T00:00Z 2026-12-25T00:00Z",
        "0 0 * * 5L           | 2026-11-27T00:00Z 2026-12-25T00:00Z",
        "0 0 * * MON#2        | 2026-12-14T00:00Z 2027-01-11T00:00Z",
        "*/10 * * * * *       | 2026-11-24T10:20:40Z 2026-11-24T10:20:50Z 2026-11-24T10:21Z",
        "0 0 9 ? * 2-6        | 2026-11-25T09:00Z 2026-11-26T09:00Z 2026-11-27T09:00Z 2026-11-30T09:00Z",
        "0 0 9 ? * 1          | 2026-11-29T09:00Z 2026-12-06T09:00Z",
        "0 0 9 ? * 6L         | 2026-11-27T09:00Z 2026-12-25T09:00Z",
        "0 0 9 ? * L          | 2026-11-28T09:00Z 2026-12-05T09:00Z",
        "0 0 9 ? * 2#1        | 2026-12-07T09:00Z 2027-01-04T09:00Z",
        "0 0 9 15 * ?         | 2026-12-15T09:00Z 2027-01-15T09:00Z",
        "@hourly              | 2026-11-24T11:00Z 2026-11-24T12:00Z",
        "@Daily               | 2026-11-25T00:00Z 2026-11-26T00:00Z",
        "@midnight            | 2026-11-25T00:00Z 2026-11-26T00:00Z",
        "@weekly              | 2026-11-29T00:00Z 2026-12-06T00:00Z",
        "@monthly             | 2026-12-01T00:00Z 2027-01-01T00:00Z",
        "@yearly              | 2027-01-01T00:00Z 2028-01-01T00:00Z",
        "@annually            | 2027-01-01T00:00Z 2028-01-01T00:00Z",
        "every 90s            | 2026-11-24T10:21Z 2026-11-24T10:22:30Z",
        "every 1h30m          | 2026-11-24T10:30Z 2026-11-24T12:00Z",
        "@every 2 days        | 2026-11-25T00:00Z 2026-11-27T00:00Z",
        "every PT15M          | 2026-11-24T10:30Z 2026-11-24T10:45Z",
      })
  void shouldComeDue(String text, String expected) {
    List<String> moments = List.of(expected.split(" "));

    assertThat(Read.next(text, "UTC", "2026-11-24T10:20:30Z", moments.size()))
        .containsExactlyElementsOf(moments);
  }

  @ParameterizedTest
  @CsvSource({
    "at 2026-12-01T09:00, 2026-12-01T08:00:00Z",
    "at 2026-12-01T09:00:30, 2026-12-01T08:00:30Z",
    "@at 2026-12-01T09:00Z, 2026-12-01T09:00:00Z",
    "at 2026-12-01T09:00-05:00, 2026-12-01T14:00:00Z",
    "at 2026-03-29T02:30, 2026-03-29T01:00:00Z",
    "at 2026-10-25T02:30, 2026-10-25T00:30:00Z",
  })
  void shouldComeDueOnce(String text, String expected) {
    assertThat(Read.timetable(text, "Europe/Vienna").after(Instant.EPOCH, 5))
        .containsExactly(Instant.parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "61 * * * *            | minute: '61' is not accepted; it takes 0-59",
        "* 24 * * *            | hour: '24' is not accepted; it takes 0-23",
        "* * 0 * *             | day-of-month: '0' is not accepted; it takes 1-31",
        "* * 32W * *           | day-of-month: '32' is not accepted",
        "* * L-31 * *          | day-of-month: 'L-31' is not accepted",
        "* * * 13 *            | month: '13' is not accepted; it takes 1-12 or JAN-DEC",
        "* * * FOO *           | month: 'FOO' is not accepted",
        "* * * * 8             | day-of-week: '8' is not accepted; it takes 0-7 (Sunday is 0 or 7) or SUN-SAT",
        "* * * * L             | day-of-week: 'L' is not accepted",
        "* * * * MON#6         | day-of-week: 'MON#6' is not accepted; # is followed by 1 to 5",
        "0 0 9 ? * 0           | day-of-week: '0' is not accepted; it takes 1-7 (1 is Sunday)",
        "0 0 9 1 * MON         | day-of-week: 'MON' is not accepted; with 6 fields, one of day-of-month and day-of-week is ? or *",
        "60 0 9 * * *          | second: '60' is not accepted; it takes 0-59",
        "*/90 * * * *          | minute: '*/90' is not accepted; a step is 1 to 59; for intervals beyond the field write every 90m",
        "*/0 * * * *           | minute: '*/0' is not accepted",
        "1,,2 * * * *          | minute: '' is not accepted",
        "1-2-3 * * * *         | minute: '2-3' is not accepted",
        "-1 * * * *            | minute: '' is not accepted",
        "? * * * *             | minute: '?' is not accepted",
        "* * * *               | '* * * *' has 4 fields; cron is 5 fields",
        "* * * * * * 2027      | has 7 fields",
        "0 0 31 2 *            | never comes due",
        "0 0 30W FEB ?         | never comes due",
        "@reboot               | @reboot is none of @hourly",
        "every 0s              | every: '0s' is no interval; it takes 1s to 366d",
        "every 367d            | every: '367d' is no interval",
        "every PT0.5S          | every: 'pt0.5s' is no interval",
        "every now and then    | every: 'now and then' is no interval",
        "at tomorrow           | at: 'tomorrow' is no moment",
        "at 2026-02-30T00:00   | at: '2026-02-30T00:00' is no moment",
        "at 2026-12-01T09:00:00.5 | at: '2026-12-01T09:00:00.5' is no moment; it takes whole seconds",
        "tomorrow              | 'tomorrow' has 1 fields",
      })
  void shouldSayWhichPartIsWrongAndWhatItAccepts(String text, String message) {
    assertThat(Read.refusal(text)).contains(message);
  }

  @Test
  void shouldRefuseNothingAndTooMuch() {
    assertThat(TimingText.read(null)).isInstanceOf(TimingText.Reading.Refused.class);
    assertThat(Read.refusal(" ")).isEqualTo(TimingText.ACCEPTED);
    assertThat(Read.refusal("1,".repeat(100) + "1 * * * *")).isEqualTo(TimingText.ACCEPTED);
  }

  @Test
  void shouldBeginAtTheFirstWholeSecondOfItsStart() {
    Timetable timetable =
        new Timetable(
            Read.timing("every 1h"),
            ZoneId.of("UTC"),
            Optional.of(Instant.parse("2026-11-24T10:20:00.5Z")),
            Optional.empty());

    assertThat(timetable.after(Instant.EPOCH, 2))
        .containsExactly(
            Instant.parse("2026-11-24T10:20:01Z"), Instant.parse("2026-11-24T11:20:01Z"));
  }

  @Test
  void shouldKeepBetweenStartAndEnd() {
    Timetable timetable =
        new Timetable(
            Read.timing("every 1h"),
            ZoneId.of("UTC"),
            Optional.of(Instant.parse("2026-11-24T10:20:00Z")),
            Optional.of(Instant.parse("2026-11-24T12:20:00Z")));

    assertThat(timetable.after(Instant.EPOCH, 10))
        .containsExactly(
            Instant.parse("2026-11-24T10:20:00Z"),
            Instant.parse("2026-11-24T11:20:00Z"),
            Instant.parse("2026-11-24T12:20:00Z"));
  }
}
