package io.scriptmaster.standalone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.Script;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.ScriptRun;
import io.scriptmaster.engine.ScriptRun.Progress;
import io.scriptmaster.engine.ValueReads;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The main class of a process that runs hostile scripts in one engine, several at a time. Prints a
 * line of JSON when each begins and when each has ended, and one at its own end.
 *
 * <p>After each script a canary runs in the same engine. What it sees has to be what it saw before
 * the first.
 */
final class HostileRun {

  /** What a script may use of the processor after it was stopped. */
  static final Duration TO_END = Duration.ofMillis(100);

  static final ScriptLimits LIMITS =
      ScriptLimits.DEFAULTS.with(
          limits -> {
            limits.cpu = Duration.ofSeconds(1);
            limits.wallClock = Duration.ofSeconds(5);
            limits.maxAllocatedBytes = 64L << 20;
          });

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TENANT = "hostile";
  private static final int AT_ONCE = 4;
  private static final Duration TICK = Duration.ofMillis(20);

  /** Far beyond every limit: from then on it counts as one that nothing ends. */
  private static final Duration HOPELESS = Duration.ofSeconds(40);

  private final ScriptEngine engine = ScriptEngine.create();
  private final ThreadFactory threads = engine.threads("hostile");
  private final AtomicInteger abandoned = new AtomicInteger();

  /** What this process, or the whole machine, did not get done in time: it is nobody's fault. */
  private final AtomicLong stalledNanos = new AtomicLong();

  private final Queue<HostileScript> left;
  private final PrintStream out;
  private final String canarySource = resource("/canary/canary.js");
  private String canaryBefore;

  private HostileRun(List<HostileScript> scripts, PrintStream out) {
    this.left = new ConcurrentLinkedQueue<>(scripts);
    this.out = out;
  }

  /**
   * @param args the names of the scripts to run; all, where there is none
   */
  public static void main(String[] args) throws Exception {
    List<String> names = List.of(args);
    List<HostileScript> scripts =
        HostileScript.corpus().stream()
            .filter(script -> names.isEmpty() || names.contains(script.name()))
            .toList();
    new HostileRun(scripts, System.out).run();
    System.exit(0);
  }

  /** How long it took: without what the process stood still for, and that. */
  private record Took(Duration elapsed, Duration stalled) {}

  /** What one run came to. */
  private record End(String outcome, String text, Took took, Duration cpu, boolean givenUp) {

    /** An error's text does not count: it may quote the source. */
    boolean escaped() {
      return !outcome.equals("failed") && text.contains(HostileScript.ESCAPED);
    }
  }

  private void run() throws Exception {
    Thread.ofPlatform().daemon().start(this::noticeStalls);
    canaryBefore = canary();
    String again = canary();
    if (!canaryBefore.startsWith("succeeded") || !again.isEmpty()) {
      throw new IllegalStateException(
          "the canary is not well to begin with: %s, then %s".formatted(canaryBefore, again));
    }
    List<Thread> drivers = new ArrayList<>();
    for (int n = 0; n < AT_ONCE; n++) {
      drivers.add(Thread.ofPlatform().start(this::drive));
    }
    for (Thread driver : drivers) {
      driver.join();
    }
    summary();
  }

  private void noticeStalls() {
    while (true) {
      long before = System.nanoTime();
      try {
        Thread.sleep(TICK);
      } catch (InterruptedException e) {
        return;
      }
      stalledNanos.addAndGet(Math.max(0, System.nanoTime() - before - TICK.toNanos()));
    }
  }

  private void drive() {
    for (HostileScript script = left.poll(); script != null; script = left.poll()) {
      say(JSON.createObjectNode().put("begins", script.name()));
      End first = run(script);
      // A second run may get the context that the first left behind.
      End second = first.took().elapsed().toMillis() < 500 ? run(script) : first;
      End shown = isRight(script, first) ? second : first;
      say(
          JSON.createObjectNode()
              .put("ended", script.name())
              .put("outcome", shown.outcome())
              .put("text", cut(shown.text()))
              .put("escaped", first.escaped() || second.escaped())
              .put("elapsedMillis", shown.took().elapsed().toMillis())
              .put("stalledMillis", shown.took().stalled().toMillis())
              .put("cpuMillis", shown.cpu().toMillis())
              .put("givenUp", shown.givenUp())
              .put("canary", canary()));
    }
  }

  private static boolean isRight(HostileScript script, End end) {
    return script.outcomes().contains(end.outcome());
  }

  private End run(HostileScript script) {
    return run(
        new Program(TENANT, new Script(script.name(), script.source()), 1), script.name(), LIMITS);
  }

  /** What it sees where that is something else than before; empty where it is the same. */
  private String canary() {
    End end =
        run(
            new Program(TENANT, new Script("canary", canarySource), 1),
            "canary",
            ScriptLimits.DEFAULTS);
    String sang = end.outcome() + " " + end.text();
    return sang.equals(canaryBefore) ? "" : sang;
  }

  private End run(Program program, String id, ScriptLimits limits) {
    Instant began = Instant.now();
    long stalledBefore = stalledNanos.get();
    ScriptRun run =
        engine.start(
            program,
            new Invocation(
                "{\"id\":\"1\",\"type\":\"hostile.asked\",\"payload\":{\"n\":1}}",
                "{\"id\":\"%s\",\"tenant\":\"hostile\",\"script\":\"%s\",\"attempt\":1}"
                    .formatted(id, id),
                began,
                id,
                0),
            limits,
            ValueReads.none());
    CompletableFuture<ScriptResult> ended = new CompletableFuture<>();
    Thread thread = threads.newThread(() -> toEnd(run, ended));
    thread.start();
    while (true) {
      Duration stalled = Duration.ofNanos(stalledNanos.get() - stalledBefore);
      Took took = new Took(Duration.between(began, Instant.now()).minus(stalled), stalled);
      try {
        return end(ended.get(TICK.toMillis(), TimeUnit.MILLISECONDS), took, false);
      } catch (TimeoutException e) {
        Optional<ScriptResult> given = run.giveUp();
        if (given.isPresent()) {
          abandoned.incrementAndGet();
          return end(given.get(), took, true);
        }
        if (took.elapsed().compareTo(HOPELESS) > 0) {
          abandoned.incrementAndGet();
          return new End("endless", stack(thread), took, Duration.ZERO, true);
        }
      } catch (Exception e) {
        return new End("broken", String.valueOf(e.getCause()), took, Duration.ZERO, false);
      }
    }
  }

  private static void toEnd(ScriptRun run, CompletableFuture<ScriptResult> ended) {
    try {
      while (true) {
        switch (run.proceed()) {
          case Progress.Ended(var result) -> {
            ended.complete(result);
            return;
          }
          case Progress.Waiting(var until) ->
              Thread.sleep(until.compareTo(TICK) < 0 ? until : TICK);
        }
      }
    } catch (Throwable e) { // also an OutOfMemoryError, which is a fault of the engine here
      ended.completeExceptionally(e);
    }
  }

  private static End end(ScriptResult result, Took took, boolean givenUp) {
    String lines =
        result.log().lines().stream()
            .limit(1_000)
            .map(line -> line.message() + " " + line.dataJson())
            .collect(Collectors.joining("\n"));
    Duration cpu = result.usage().cpu();
    return switch (result) {
      case ScriptResult.Succeeded succeeded ->
          new End("succeeded", succeeded.resultJson() + "\n" + lines, took, cpu, givenUp);
      case ScriptResult.Failed failed ->
          new End("failed", failed.error() + "\n" + lines, took, cpu, givenUp);
      case ScriptResult.TimedOut timedOut ->
          new End("timed_out", timedOut.error() + "\n" + lines, took, cpu, givenUp);
      case ScriptResult.LimitExceeded exceeded ->
          new End("limit_exceeded", exceeded.error() + "\n" + lines, took, cpu, givenUp);
    };
  }

  private void summary() throws InterruptedException {
    // What was given up may need a moment to notice.
    Thread.sleep(Duration.ofSeconds(2));
    List<Thread> alive =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("hostile-"))
            .toList();
    ObjectNode summary = JSON.createObjectNode();
    summary.put("givenUp", abandoned.get()).put("threadsLeft", alive.size());
    alive.forEach(thread -> summary.withArray("stacks").add(stack(thread)));
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    summary.put("heapMegabytes", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    say(summary);
  }

  private static String stack(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .limit(12)
        .map(StackTraceElement::toString)
        .collect(Collectors.joining(" < "));
  }

  private void say(ObjectNode line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private static String cut(String text) {
    return text.length() <= 600 ? text : text.substring(0, 600);
  }

  private static String resource(String name) {
    try (var in = HostileRun.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
