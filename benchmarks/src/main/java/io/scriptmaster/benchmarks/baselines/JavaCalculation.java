package io.scriptmaster.benchmarks.baselines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.scriptmaster.benchmarks.load.Workload;
import java.util.Optional;

/** The scripts of the workloads, as somebody writes them in Java. Safe for several threads. */
public final class JavaCalculation {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader PAYLOADS = JSON.readerFor(IssuePayload.class);
  private static final ObjectWriter WRITER = JSON.writer();

  private record Points(int points) {}

  private record Scored(String reporter, int points) {}

  private record ScoreChanged(String project, int points) {}

  private record Computed(int whole, long part) {}

  private record Counted(int n) {}

  /** JSON texts. */
  public record Done(String result, Optional<String> logged, Optional<Emission> emitted) {}

  public record Emission(String key, String payload) {}

  private final Workload workload;
  private final boolean emit;

  public JavaCalculation(Workload workload, boolean emit) {
    this.workload = workload;
    this.emit = emit;
  }

  public Done of(String payloadJson) {
    return of(payloadJson, new NoCounters());
  }

  Done of(String payloadJson, Counters counters) {
    try {
      IssuePayload payload = PAYLOADS.readValue(payloadJson);
      return switch (workload) {
        case SMALL -> small(payload);
        case COMPUTE -> compute(payload);
        case VALUES -> values(payload, counters);
      };
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the payload is not what it should be", e);
    }
  }

  private Done small(IssuePayload payload) throws JsonProcessingException {
    int points = payload.votes() * 10;
    return new Done(
        WRITER.writeValueAsString(new Points(points)),
        Optional.of(WRITER.writeValueAsString(new Scored(payload.reporter(), points))),
        emit
            ? Optional.of(
                new Emission(
                    payload.reporter(),
                    WRITER.writeValueAsString(new ScoreChanged(payload.project(), points))))
            : Optional.empty());
  }

  private static Done compute(IssuePayload payload) throws JsonProcessingException {
    int whole = payload.votes();
    double part = 0.5;
    for (int step = 0; step < Workload.STEPS; step++) {
      whole = (whole * 31 + step) & 0xffff;
      part += whole * 0.000001;
      if (part > 1000) {
        part -= 1000;
      }
    }
    return new Done(
        WRITER.writeValueAsString(new Computed(whole, (long) Math.floor(part))),
        Optional.empty(),
        Optional.empty());
  }

  private static Done values(IssuePayload payload, Counters counters)
      throws JsonProcessingException {
    for (int step = 0; step < 10; step++) {
      String key = "counter-" + (payload.n() * 31L + step * 97) % Workload.VALUE_KEYS;
      counters.set(key, counters.get(key) + 1);
    }
    return new Done(
        WRITER.writeValueAsString(new Counted(payload.n())), Optional.empty(), Optional.empty());
  }

  private record NoCounters() implements Counters {

    @Override
    public long get(String key) {
      throw new UnsupportedOperationException("this workload has no counters here");
    }

    @Override
    public void set(String key, long count) {
      throw new UnsupportedOperationException("this workload has no counters here");
    }
  }
}
