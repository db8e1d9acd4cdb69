package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypePatternTest {

  @ParameterizedTest
  @CsvSource({
    "issue.created, issue.created, true",
    "issue.created, issue.deleted, false",
    "issue.created, issue, false",
    "issue.created, issue.created.late, false",
    "issue.*, issue.created, true",
    "issue.*, issue, false",
    "issue.*, issue.comment.added, false",
    "*.created, issue.created, true",
    "issue.**, issue.comment.added, true",
    "issue.**, issue.created, true",
    "issue.**, issue, false",
    "*, issue, true",
    "*, issue.created, false",
    "**, issue.comment.added, true",
    "issue.*.added, issue.comment.added, true",
    "Issue.*, issue.created, false"
  })
  void shouldMatchSegmentBySegment(String pattern, String type, boolean matches) {
    assertThat(EventTypePattern.parse(pattern).orElseThrow().matches(new EventType(type)))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "issue.",
        ".created",
        "issue..created",
        "issue.**.x",
        "iss*e",
        "a b",
        "issue.>"
      })
  void shouldRefuseWhatIsNoPattern(String text) {
    assertThat(EventTypePattern.parse(text)).isEmpty();
  }
}
