package io.scriptmaster.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A script of the corpus in {@code src/test/resources/hostile}: it tries to get out, to stay, to
 * take all, or to be in the way.
 *
 * <p>It says {@code ESCAPED} in a result or a log line where it succeeds in that.
 *
 * @param outcomes what may come of it, from the line {@code // outcome: …} of its source
 */
record HostileScript(String name, Set<String> outcomes, String source) {

  static final String ESCAPED = "ESCAPED";

  private static final String CORPUS = "/hostile";
  private static final String ENDING = ".js";
  private static final Pattern OUTCOME = Pattern.compile("(?m)^// outcome: ([a-z_|]+)$");
  private static final Pattern REPEATED = Pattern.compile("(?m)^// repeated: (\\d+)\n(.+)$");
  private static final Set<String> KNOWN =
      Set.of("succeeded", "failed", "timed_out", "limit_exceeded");

  HostileScript {
    outcomes = Set.copyOf(outcomes);
    if (!KNOWN.containsAll(outcomes) || outcomes.size() == KNOWN.size()) {
      throw new IllegalArgumentException(name + " may not end in " + outcomes);
    }
  }

  /** All of them, by name. */
  static List<HostileScript> corpus() {
    try (Stream<Path> files =
        Files.list(Path.of(HostileScript.class.getResource(CORPUS).toURI()))) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(HostileScript::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A sample of them: the first of each so many. */
  static List<HostileScript> everyOf(int each) {
    List<HostileScript> all = corpus();
    return IntStream.range(0, all.size()).filter(n -> n % each == 0).mapToObj(all::get).toList();
  }

  /** A line after {@code // repeated: n} is there n times, with {@code #} for its number. */
  private static String written(String source) {
    return REPEATED
        .matcher(source)
        .replaceAll(
            found ->
                IntStream.range(0, Integer.parseInt(found.group(1)))
                    .mapToObj(Integer::toString)
                    .map(number -> found.group(2).replace("#", number))
                    .collect(Collectors.joining()));
  }

  private static HostileScript read(Path file) {
    try {
      String source = Files.readString(file);
      String name = file.getFileName().toString().replace(ENDING, "");
      Matcher outcome = OUTCOME.matcher(source);
      if (!outcome.find()) {
        throw new IllegalArgumentException(name + " does not say what may come of it");
      }
      return new HostileScript(name, Set.of(outcome.group(1).split("\\|")), written(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
