package io.scriptmaster.benchmarks.candidates;

import io.scriptmaster.benchmarks.baselines.BaselineApplication;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import io.scriptmaster.benchmarks.surroundings.RunningJvm;
import io.scriptmaster.benchmarks.surroundings.Vitals;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;

/** A baseline in a JVM with the options that the product's has. */
public final class Baseline implements Candidate {

  private final String name;
  private final Cluster cluster;
  private final int threads;
  private final boolean emit;
  private final List<String> javaOptions;
  private final boolean complete;
  private final Function<byte[], String> eventId;

  private Baseline(
      String name, Cluster cluster, CandidateSettings settings, int threads, boolean complete) {
    this.name = name;
    this.cluster = cluster;
    this.threads = threads;
    this.emit = settings.emit();
    this.javaOptions = settings.javaOptions();
    this.complete = complete;
    this.eventId = complete ? idOfExecutions() : idOfEvents();
    cluster.deploy(topics());
  }

  /** The hand-written application. */
  public static Baseline java(Cluster cluster, CandidateSettings settings, int threads) {
    return new Baseline("java", cluster, settings, threads, true);
  }

  /** Bytes in, bytes out. */
  public static Baseline passThrough(Cluster cluster, CandidateSettings settings, int threads) {
    return new Baseline("pass-through", cluster, settings, threads, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public TopicCatalogue topics() {
    return BaselineApplication.topics(name);
  }

  @Override
  public Running start(Workload workload) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
            "-cp",
            System.getProperty("java.class.path"),
            BaselineApplication.class.getName(),
            name,
            cluster.bootstrapServers(),
            cluster.registryUrl().toString(),
            cluster.folder().resolve("state-" + name).toString(),
            Integer.toString(threads),
            workload.name(),
            Boolean.toString(emit)));
    RunningJvm jvm =
        RunningJvm.start(
            command, Map.of(), cluster.folder().resolve(name + ".log"), BaselineApplication.READY);
    return new RunningBaseline(jvm);
  }

  @Override
  public String eventIdOf(byte[] output) {
    return eventId.apply(output);
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  private Function<byte[], String> idOfExecutions() {
    Deserializer<Execution> executions = cluster.serdes().deserializer(topics().executions());
    return output -> executions.deserialize("", output).getTriggerId();
  }

  private Function<byte[], String> idOfEvents() {
    Deserializer<TriggerEvent> events = cluster.serdes().deserializer(topics().triggerEvents());
    return output -> events.deserialize("", output).getId();
  }

  private record RunningBaseline(RunningJvm jvm) implements Running {

    @Override
    public Vitals vitals() {
      return jvm.vitals();
    }

    @Override
    public Duration startTime() {
      return jvm.startTime();
    }

    @Override
    public void close() {
      jvm.close();
    }
  }
}
