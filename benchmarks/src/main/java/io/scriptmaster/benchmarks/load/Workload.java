package io.scriptmaster.benchmarks.load;

import java.util.Locale;

/** What a script does for each event, and which records that makes. */
public enum Workload {
  /** Reads three fields, logs one line, emits one event, returns a small object. */
  SMALL(1, 1, 0),
  /** 3,000,000 steps on integers and floats. */
  COMPUTE(0, 0, 0),
  /** Ten gets and sets over 1,000 keys of the tenant. */
  VALUES(0, 0, 10);

  public static final int STEPS = 3_000_000;
  public static final int VALUE_KEYS = 1_000;

  private final int logLines;
  private final int emitted;
  private final int valuesWritten;

  Workload(int logLines, int emitted, int valuesWritten) {
    this.logLines = logLines;
    this.emitted = emitted;
    this.valuesWritten = valuesWritten;
  }

  /** As in identifiers and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String eventType() {
    return word() + ".happened";
  }

  public int logLines() {
    return logLines;
  }

  public int emitted(boolean emit) {
    return emit ? emitted : 0;
  }

  public int valuesWritten() {
    return valuesWritten;
  }

  /** The script; {@code JavaCalculation} does the same in Java. */
  public String source(boolean emit) {
    return switch (this) {
      case SMALL -> emit ? SMALL_SOURCE : SMALL_SOURCE.replaceAll("  await sm.emit.*\n", "");
      case COMPUTE -> COMPUTE_SOURCE;
      case VALUES -> VALUES_SOURCE;
    };
  }

  private static final String SMALL_SOURCE =
      """
      export default async function (event, sm) {
        const { reporter, project, votes } = event.payload;
        const points = votes * 10;
        sm.log.info('scored', { reporter, points });
        await sm.emit('score.changed', reporter, { project, points });
        return { points };
      }
      """;

  private static final String COMPUTE_SOURCE =
      """
      export default function (event) {
        let whole = event.payload.votes;
        let part = 0.5;
        for (let step = 0; step < 3000000; step++) {
          whole = (whole * 31 + step) & 0xffff;
          part += whole * 0.000001;
          if (part > 1000) part -= 1000;
        }
        return { whole, part: Math.floor(part) };
      }
      """;

  private static final String VALUES_SOURCE =
      """
      export default async function (event, sm) {
        const { n } = event.payload;
        for (let step = 0; step < 10; step++) {
          const key = `counter-${(n * 31 + step * 97) % 1000}`;
          const count = (await sm.values.get(key)) ?? 0;
          await sm.values.set(key, count + 1);
        }
        return { n };
      }
      """;
}
