package io.scriptmaster.standalone;

import static java.util.regex.Pattern.DOTALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.entities.EntitiesTopology;
import io.scriptmaster.processors.executions.ExecutionsTopology;
import io.scriptmaster.processors.history.HistoryTopology;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.scheduler.SchedulesTopology;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/dataflow.md} is written by hand: what it names has to be there. */
class DataflowPageTest {

  private static final Path DOCS = Path.of("../docs");

  private static final List<StreamsProfile> APPLICATIONS =
      List.of(
          EntitiesTopology.PROFILE,
          ExecutionsTopology.PROFILE,
          HistoryTopology.PROFILE,
          SchedulesTopology.PROFILE);

  private static final Pattern PICTURE = Pattern.compile("```mermaid\n(.*?)```", DOTALL);
  private static final Pattern SUBGRAPH =
      Pattern.compile("  subgraph (\\S+)\n(.*?)\n  end", DOTALL);

  /** {@code id[label]}: what are no nodes and no topics, stores and people, has other brackets. */
  private static final Pattern BOX = Pattern.compile("\\w\\[([^\\[(][^\\]]*)\\]");

  private static final Pattern NODE = Pattern.compile("(?:Source|Processor|Sink): (\\S+) ");

  private String page;
  private String picture;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(DOCS.resolve("dataflow.md"));
    picture = groups(PICTURE, page).getFirst();
  }

  @Test
  void shouldDrawNodesOfTheTopologiesAlone() throws IOException {
    List<MatchResult> subgraphs = SUBGRAPH.matcher(picture).results().toList();

    assertThat(subgraphs)
        .extracting(subgraph -> subgraph.group(1))
        .containsExactlyInAnyOrderElementsOf(
            APPLICATIONS.stream().map(StreamsProfile::name).toList());
    for (MatchResult subgraph : subgraphs) {
      assertThat(boxes(subgraph.group(2)))
          .as("nodes of " + subgraph.group(1))
          .isNotEmpty()
          .isSubsetOf(groups(NODE, description(subgraph.group(1))));
    }
  }

  @Test
  void shouldDrawTopicsOfTheCatalogueAlone() {
    assertThat(boxes(SUBGRAPH.matcher(picture).replaceAll("")))
        .isNotEmpty()
        .isSubsetOf(
            TopicCatalogue.withDefaultPrefix().all().stream()
                .map(topic -> topic.name().substring(TopicCatalogue.DEFAULT_PREFIX.length()))
                .toList());
  }

  @Test
  void shouldTellHowEachApplicationCommits() {
    for (StreamsProfile application : APPLICATIONS) {
      String guarantee =
          application.exactlyOnce()
              ? "exactly once, commits every %d ms"
                  .formatted(application.commitInterval().toMillis())
              : "at least once";

      assertThat(page.lines())
          .filteredOn(line -> line.startsWith("| `scriptmaster-%s` ".formatted(application.name())))
          .singleElement()
          .asString()
          .contains("| " + guarantee);
    }
  }

  /** The committed description that the page links. */
  private String description(String application) throws IOException {
    Pattern link = Pattern.compile("\\[%s\\.txt]\\(([^)]+)\\)".formatted(application));
    return Files.readString(DOCS.resolve(groups(link, page).getFirst()));
  }

  private static List<String> boxes(String drawn) {
    return groups(BOX, drawn).stream()
        .flatMap(label -> Arrays.stream(label.replace("<br/>", " ").split(",\\s*")))
        .filter(name -> !name.equals("…"))
        .toList();
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
