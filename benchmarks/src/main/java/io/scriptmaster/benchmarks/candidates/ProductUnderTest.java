package io.scriptmaster.benchmarks.candidates;

import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.BenchmarkPorts;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import io.scriptmaster.benchmarks.surroundings.Instance;
import io.scriptmaster.benchmarks.surroundings.Runtimes;
import io.scriptmaster.benchmarks.surroundings.Vitals;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The platform as an operator runs it: {@code ./scriptmaster serve}, with tenants, scripts and
 * listeners made over its REST API. Nothing else here knows how it works inside.
 */
public final class ProductUnderTest implements Candidate {

  /** The stream threads that run or hand over scripts, by their names. */
  private static final String EXECUTIONS_THREADS = "scriptmaster-executions-.*-StreamThread-\\d+";

  /** The part of the instance that keeps what ran, for reading, which no baseline does. */
  private static final String HISTORY_THREADS = "scriptmaster-history-.*";

  private static final int CLIENTS = 16;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Cluster cluster;
  private final CandidateSettings settings;
  private final Runtimes runtime;
  private final TopicCatalogue topics = TopicCatalogue.withDefaultPrefix();
  private final Deserializer<Execution> executions;

  /** On the runtime that an operator has who chooses none. */
  public ProductUnderTest(Cluster cluster, CandidateSettings settings) {
    this(cluster, settings, Runtimes.INTERPRETED);
  }

  /**
   * Two of the same cluster are one product that is started differently: never at the same time.
   */
  public ProductUnderTest(Cluster cluster, CandidateSettings settings, Runtimes runtime) {
    this.cluster = cluster;
    this.settings = settings;
    this.runtime = runtime;
    cluster.deploy(topics);
    this.executions = cluster.serdes().deserializer(topics.executions());
  }

  @Override
  public String name() {
    return runtime == Runtimes.COMPILED ? "product-compiled" : "product";
  }

  @Override
  public TopicCatalogue topics() {
    return topics;
  }

  @Override
  public RunningProduct start(Workload workload) throws IOException, InterruptedException {
    return start();
  }

  public RunningProduct start() throws IOException, InterruptedException {
    return new RunningProduct(
        Instance.start(
            cluster.folder().resolve("product.log"),
            BenchmarkPorts.API,
            runtime,
            String.join(" ", settings.javaOptions()),
            List.of(
                "serve",
                "--bootstrap-servers=" + cluster.bootstrapServers(),
                "--registry-url=" + cluster.registryUrl(),
                "--partitions=" + cluster.partitions(),
                "--data=" + cluster.folder().resolve("product"))));
  }

  @Override
  public String eventIdOf(byte[] output) {
    return executions.deserialize("", output).getTriggerId();
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  /** It at work. */
  public static final class RunningProduct implements Running {

    private final Instance instance;

    private RunningProduct(Instance instance) {
      this.instance = instance;
    }

    /**
     * Creates tenants, each with the scripts and a listener for each. No two tenants have the same
     * source, as in life.
     */
    public void create(List<String> tenants, List<ScriptToCreate> scripts)
        throws IOException, InterruptedException {
      try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
        List<Future<?>> running = new ArrayList<>();
        for (String tenant : tenants) {
          running.add(
              clients.submit(
                  () -> {
                    create(tenant, scripts);
                    return null;
                  }));
        }
        for (Future<?> each : running) {
          each.get();
        }
      } catch (java.util.concurrent.ExecutionException e) {
        throw new IllegalStateException("the tenants could not be made", e.getCause());
      }
    }

    private void create(String tenant, List<ScriptToCreate> scripts)
        throws IOException, InterruptedException {
      request(
          "POST",
          "/v1/tenants",
          "{\"id\":\"%s\",\"displayName\":\"%s\"}".formatted(tenant, tenant));
      for (ScriptToCreate script : scripts) {
        String base = "/v1/tenants/" + tenant;
        request("PUT", base + "/scripts/" + script.id(), script.body("// of " + tenant + '\n'));
        request("PUT", base + "/listeners/" + script.id(), script.listenerBody());
      }
    }

    private void request(String method, String path, String body)
        throws IOException, InterruptedException {
      while (true) {
        HttpResponse<String> answer = instance.answer(method, path, body);
        if (answer.statusCode() < 300) {
          return;
        }
        if (answer.statusCode() != TOO_MANY_REQUESTS) {
          throw new IllegalStateException(
              "%s %s answered %d %s".formatted(method, path, answer.statusCode(), answer.body()));
        }
        Thread.sleep(50);
      }
    }

    public int streamThreads() {
      return vitals().threads(name -> name.matches(EXECUTIONS_THREADS));
    }

    /** CPU time that went into keeping the history. */
    public long historyCpuNanos() {
      return vitals().cpuNanos(name -> name.matches(HISTORY_THREADS));
    }

    /** Bytes allocated for keeping the history. */
    public long historyAllocatedBytes() {
      return vitals().allocatedBytes(name -> name.matches(HISTORY_THREADS));
    }

    /** Which JavaScript runtime it has, as {@code /readyz} says. */
    public String runtime() throws IOException, InterruptedException {
      String body = instance.answer("GET", "/readyz", null).body();
      return body.replaceAll("(?s).*(GraalJS [^\"]*)\".*", "$1");
    }

    @Override
    public Vitals vitals() {
      return instance.vitals();
    }

    @Override
    public Duration startTime() {
      return instance.startTime();
    }

    @Override
    public void close() {
      instance.close();
    }
  }
}
