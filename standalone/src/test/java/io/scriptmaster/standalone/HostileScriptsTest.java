package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The hostile corpus against the engine alone, with 1 s of CPU time, 5 s of wall time and 64 MB for
 * each, four at a time in a heap of 1 GB.
 *
 * <p>They run in a process of their own, so that one that brings it down is named, and the others
 * are run all the same. Every fifth of the corpus; {@code -Dscriptmaster.hostileEach=1} runs all,
 * {@code -Dscriptmaster.hostile=loop-} those whose names begin so.
 */
class HostileScriptsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int EACH = Integer.getInteger("scriptmaster.hostileEach", 5);
  private static final String ONLY = System.getProperty("scriptmaster.hostile", "");

  private final Map<String, JsonNode> ended = new LinkedHashMap<>();
  private final List<JsonNode> summaries = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> shouldEndEachWithinItsLimitsAndLeaveNothingBehind() throws Exception {
    List<HostileScript> corpus =
        ONLY.isEmpty()
            ? HostileScript.everyOf(EACH)
            : HostileScript.corpus().stream().filter(it -> it.name().startsWith(ONLY)).toList();
    TreeSet<String> left = new TreeSet<>(corpus.stream().map(HostileScript::name).toList());
    while (!left.isEmpty()) {
      int before = left.size();
      runAll(left);
      left.removeAll(ended.keySet());
      assertThat(left).as("no progress with these left").hasSizeLessThan(before);
    }
    print();
    return Stream.concat(
        corpus.stream().map(it -> DynamicTest.dynamicTest(it.name(), () -> check(it))),
        Stream.of(DynamicTest.dynamicTest("threads", this::checkThreads)));
  }

  private void check(HostileScript script) {
    JsonNode end = ended.get(script.name());
    assertThat(accepted(script, end)).as(end.toString()).contains(end.get("outcome").textValue());
    assertThat(end.path("escaped").booleanValue()).as(end.toString()).isFalse();
    assertThat(end.path("canary").textValue()).as("the canary after it").isEmpty();
    assertThat(Duration.ofMillis(end.get("cpuMillis").longValue()))
        .as(end.toString())
        .isLessThanOrEqualTo(HostileRun.LIMITS.cpu().plus(GRACE));
    assertThat(Duration.ofMillis(end.get("elapsedMillis").longValue()))
        .as(end.toString())
        .isLessThanOrEqualTo(HostileRun.LIMITS.wallClock().plus(GRACE));
  }

  /**
   * On a busy machine the wall clock limit may come before that of CPU time, of which the script
   * uses a little more until it has ended.
   */
  private static Set<String> accepted(HostileScript script, JsonNode end) {
    Set<String> accepted = new HashSet<>(script.outcomes());
    Duration cpu = Duration.ofMillis(end.get("cpuMillis").longValue());
    boolean starved = cpu.compareTo(HostileRun.LIMITS.cpu().plus(HostileRun.TO_END)) < 0;
    if (stoodStill(end) || (starved && accepted.contains("limit_exceeded"))) {
      accepted.add("timed_out");
    }
    return accepted;
  }

  /** While the process did not get on, the wall clock did. */
  private static boolean stoodStill(JsonNode end) {
    Duration elapsed = Duration.ofMillis(end.get("elapsedMillis").longValue());
    Duration stalled = Duration.ofMillis(end.path("stalledMillis").longValue());
    Duration wallClock = HostileRun.LIMITS.wallClock();
    return elapsed.compareTo(wallClock) < 0 && elapsed.plus(stalled).compareTo(wallClock) >= 0;
  }

  /** Threads that did not come back are those of scripts that were given up. */
  private void checkThreads() {
    for (JsonNode summary : summaries) {
      assertThat(summary.get("threadsLeft").intValue())
          .as(summary.toString())
          .isLessThanOrEqualTo(summary.get("givenUp").intValue());
    }
  }

  private void print() {
    List<String> givenUp =
        ended.values().stream()
            .filter(end -> end.path("givenUp").booleanValue())
            .map(end -> end.get("ended").textValue())
            .toList();
    System.out.printf(
        "HostileScriptsTest: %d scripts in %d processes; given up: %s; %s%n",
        ended.size(), summaries.size(), givenUp, summaries);
  }

  private void runAll(TreeSet<String> names) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                HostileRun.class.getName()));
    command.addAll(names);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, JsonNode> running = new LinkedHashMap<>();
    Thread reading = Thread.ofVirtual().start(() -> read(process, running));
    int known = -1;
    while (reading.isAlive()) {
      int now = ended.size() + running.size() + summaries.size();
      if (now == known) {
        process.destroyForcibly();
      }
      known = now;
      reading.join(SILENCE);
    }
    process.waitFor(10, TimeUnit.SECONDS);
    process.destroyForcibly();
    // It ended before these did: one of them, or all together, brought it down.
    running.keySet().stream()
        .filter(name -> !ended.containsKey(name))
        .forEach(name -> ended.put(name, broughtDown(name)));
  }

  private static ObjectNode broughtDown(String name) {
    return JSON.createObjectNode()
        .put("ended", name)
        .put("outcome", "the process ended or went silent while this ran")
        .put("elapsedMillis", 0)
        .put("cpuMillis", 0)
        .put("canary", "");
  }

  private void read(Process process, Map<String, JsonNode> running) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("{")) {
          System.out.println(line);
          continue;
        }
        JsonNode said = JSON.readTree(line);
        if (said.has("begins")) {
          running.put(said.get("begins").textValue(), said);
        } else if (said.has("ended")) {
          ended.put(said.get("ended").textValue(), said);
        } else {
          summaries.add(said);
        }
      }
    } catch (IOException e) {
      System.out.println("the process was ended: " + e.getMessage());
    }
  }
}
