package io.scriptmaster.benchmarks.engine;

import io.scriptmaster.benchmarks.baselines.JavaCalculation;
import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.Tenants;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.event.TriggerEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * The process that {@code benchmark engine} measures in: one runtime, one workload. Prints {@code
 * runner threads seconds-run µs-per-run cpu-µs-per-run} per second.
 */
public final class EngineProcess {

  private static final int EVENTS = 1_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private EngineProcess() {}

  /** {@code workload emit seconds threads…}. */
  public static void main(String[] arguments) throws InterruptedException {
    Workload workload = Workload.valueOf(arguments[0]);
    boolean emit = Boolean.parseBoolean(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    Events events = new Events("engine", workload.eventType(), Tenants.one());
    List<TriggerEvent> made = new ArrayList<>();
    for (int n = 0; n < EVENTS; n++) {
      made.add(events.event(n));
    }
    List<String> payloads = made.stream().map(TriggerEvent::getPayload).toList();
    List<String> eventJson = made.stream().map(EngineProcess::eventJson).toList();
    JavaCalculation java = new JavaCalculation(workload, emit);
    try (EngineRuns engine = new EngineRuns(workload, emit)) {
      requireSame(engine, java, eventJson, payloads);
      System.out.println("runtime " + engine.runtime());
      for (int argument = 3; argument < arguments.length; argument++) {
        int threads = Integer.parseInt(arguments[argument]);
        measure("engine", engine, threads, seconds, n -> engine.run(eventJson.get(n), "run-" + n));
        measure("java", engine, threads, seconds, n -> java.of(payloads.get(n)).result());
      }
    }
  }

  /** What both do must be the same work. */
  private static void requireSame(
      EngineRuns engine, JavaCalculation java, List<String> eventJson, List<String> payloads) {
    for (int n = 0; n < 3; n++) {
      String script = engine.run(eventJson.get(n), "check-" + n);
      String hand = java.of(payloads.get(n)).result();
      if (!script.equals(hand)) {
        throw new IllegalStateException("the script returned " + script + ", Java " + hand);
      }
    }
  }

  private static String eventJson(TriggerEvent event) {
    return "{\"id\":\"%s\",\"type\":\"%s\",\"key\":\"%s\",\"occurredAt\":\"%s\",\"payload\":%s,\"headers\":{}}"
        .formatted(
            event.getId(),
            event.getType(),
            event.getKey(),
            event.getOccurredAt(),
            event.getPayload());
  }

  private static void measure(
      String runner, EngineRuns engine, int threads, int seconds, IntFunction<String> run)
      throws InterruptedException {
    List<RunCounter> counters = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int thread = 0; thread < threads; thread++) {
      RunCounter counter = new RunCounter();
      counters.add(counter);
      running.add(
          engine.thread(
              () -> {
                try {
                  for (int n = 0; !counter.stopped; n = (n + 1) % EVENTS) {
                    counter.keep(run.apply(n));
                  }
                } catch (RuntimeException | Error e) {
                  failure.set(e);
                }
              }));
    }
    running.forEach(Thread::start);
    long before = 0;
    long beforeNanos = System.nanoTime();
    long beforeCpu = cpuNanos(running);
    for (int second = 1; second <= seconds; second++) {
      Thread.sleep(Duration.ofSeconds(1));
      if (failure.get() != null) {
        throw new IllegalStateException("a run failed", failure.get());
      }
      long now = counters.stream().mapToLong(counter -> counter.runs).sum();
      long nowNanos = System.nanoTime();
      long nowCpu = cpuNanos(running);
      if (now > before) {
        System.out.printf(
            Locale.ROOT,
            "%s %d %d %.2f %.2f%n",
            runner,
            threads,
            second,
            (nowNanos - beforeNanos) / 1e3 / (now - before),
            (nowCpu - beforeCpu) / 1e3 / (now - before));
      }
      before = now;
      beforeNanos = nowNanos;
      beforeCpu = nowCpu;
    }
    counters.forEach(counter -> counter.stopped = true);
    for (Thread thread : running) {
      thread.join();
    }
  }

  private static long cpuNanos(List<Thread> threads) {
    return threads.stream()
        .mapToLong(thread -> Math.max(0, THREADS.getThreadCpuTime(thread.threadId())))
        .sum();
  }

  /** One thread counts, another reads. */
  private static final class RunCounter {

    private volatile long runs;
    private volatile boolean stopped;
    private int kept;

    /** Uses the result, so that the JVM does not leave the work out. */
    private void keep(String result) {
      kept += result.length();
      runs++;
    }
  }
}
