package io.scriptmaster.engine;

import io.scriptmaster.engine.bounds.Weaving;
import java.io.OutputStream;
import java.time.ZoneOffset;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.io.IOAccess;

/**
 * The one polyglot engine, and the contexts on it.
 *
 * <p>Contexts open nothing: no host classes, files, sockets, threads, native code, processes or
 * environment. The polyglot library would check that under {@link SandboxPolicy#CONSTRAINED}, but
 * that policy also refuses the options which bound strings and arrays; so {@link
 * #mayBeConstrained()} has it checked without them.
 */
final class Sandbox implements AutoCloseable {

  private static final String JS = "js";

  /** 32 MB a string at most. The default is a thousand million. */
  private static final String MAX_STRING_CHARS = String.valueOf(16 * 1024 * 1024);

  /** 64 MB an array at most, if it holds 8 bytes an element. */
  private static final String MAX_TYPED_ARRAY_LENGTH = String.valueOf(8 * 1024 * 1024);

  /** Arguments that one call passes with {@code apply}: they are copied without a halt. */
  private static final String MAX_APPLY_ARGUMENTS = "1000000";

  static {
    Weaving.weave();
  }

  private final Engine engine = newEngine(SandboxPolicy.TRUSTED);

  Sandbox() {
    engine.getInstruments().get(StackGuard.ID).lookup(StackGuard.Installed.class);
  }

  Engine engine() {
    return engine;
  }

  /** For running scripts: code from text ({@code eval}, {@code new Function}) is off. */
  Context newRunContext() {
    return bounded(closed(engine, SandboxPolicy.TRUSTED, false)).build();
  }

  /** For reading a script without running it; reading needs the function constructor. */
  Context newReadingContext() {
    return bounded(closed(engine, SandboxPolicy.TRUSTED, true)).build();
  }

  /**
   * Builds what is built here, but for the options that bound sizes, where the polyglot library
   * refuses what opens anything.
   *
   * @throws IllegalArgumentException when it is refused
   */
  static void mayBeConstrained() {
    try (Engine constrained = newEngine(SandboxPolicy.CONSTRAINED)) {
      closed(constrained, SandboxPolicy.CONSTRAINED, false).build().close();
    }
  }

  @Override
  public void close() {
    engine.close(true);
  }

  private static Engine newEngine(SandboxPolicy policy) {
    return Engine.newBuilder(JS)
        .sandbox(policy)
        .out(OutputStream.nullOutputStream())
        .err(OutputStream.nullOutputStream())
        .option("engine.WarnInterpreterOnly", "false")
        .build();
  }

  private static Context.Builder closed(Engine engine, SandboxPolicy policy, boolean codeFromText) {
    return Context.newBuilder(JS)
        .engine(engine)
        .sandbox(policy)
        .allowHostAccess(HostAccess.CONSTRAINED)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowValueSharing(false)
        .option("js.allow-eval", String.valueOf(codeFromText))
        .option("js.strict", "true")
        .option("js.load", "false")
        .option("js.print", "false")
        .option("js.console", "false")
        .option("js.graal-builtin", "false")
        .option("js.text-encoding", "true")
        // The machine's own locale and time zone must not show in a result.
        .option("js.locale", "en-US")
        .timeZone(ZoneOffset.UTC);
  }

  private static Context.Builder bounded(Context.Builder builder) {
    return builder
        .allowExperimentalOptions(true)
        .option("js.java-package-globals", "false")
        .option("js.string-length-limit", MAX_STRING_CHARS)
        .option("js.max-typed-array-length", MAX_TYPED_ARRAY_LENGTH)
        .option("js.max-apply-argument-length", MAX_APPLY_ARGUMENTS)
        .option("js.regexp-static-result", "false")
        .option("js.shared-array-buffer", "false")
        .option("js.atomics", "false")
        .option("js.direct-byte-buffer", "false");
  }
}
