package io.scriptmaster.schemas;

import io.scriptmaster.schemas.Cleanup.Compacted;
import io.scriptmaster.schemas.Cleanup.CompactedAndRetained;
import io.scriptmaster.schemas.Cleanup.Retained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/** Prints {@code docs/topics.md} from the catalogue; a test compares the committed page. */
public final class TopicsPage {

  private static final String HEAD =
      """
      # Topics

      Generated from the topics catalogue (`./scriptmaster docs` writes this page). All topics have the same number of
      partitions, and all records of a tenant are on the same partition number of every topic. Values are Avro in the
      Confluent wire format, subject `<topic>-value`, compatibility `FULL_TRANSITIVE`; the schemas are in
      `schemas/src/main/avro`. Keys are UTF-8 strings. The prefix is `scriptmaster.` unless all instances of `serve` are started
      with another `--topic-prefix`.

      | Topic | Key | Value | Kept | Holds |
      |---|---|---|---|---|
      """;

  private TopicsPage() {}

  /** Writes the page to the path that the one argument names. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), text());
  }

  static String text() {
    return HEAD
        + TopicCatalogue.withDefaultPrefix().all().stream()
            .map(TopicsPage::row)
            .collect(Collectors.joining());
  }

  private static String row(Topic<?> topic) {
    return "| `%s` | %s | `%s` | %s | %s |%n"
        .formatted(
            topic.name(),
            topic.key(),
            topic.schema().getFullName(),
            kept(topic.cleanup()),
            topic.holds());
  }

  private static String kept(Cleanup cleanup) {
    return switch (cleanup) {
      case Compacted() -> "the last of each key";
      case CompactedAndRetained(var retention) -> "the last of each key for " + inWords(retention);
      case Retained(var retention) -> inWords(retention);
    };
  }

  private static String inWords(Duration retention) {
    if (retention.toDays() > 0) {
      return retention.toDays() == 1 ? "1 day" : retention.toDays() + " days";
    }
    return retention.toHours() == 1 ? "1 hour" : retention.toHours() + " hours";
  }
}
