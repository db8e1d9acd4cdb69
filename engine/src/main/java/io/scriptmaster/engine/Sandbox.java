package io.scriptmaster.engine;

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
 * <p>{@link SandboxPolicy#CONSTRAINED} makes the polyglot library itself refuse a builder that
 * opens anything (host classes, files, sockets, threads, native code, processes, environment). What
 * it leaves open is closed by option here or by the list of allowed globals in {@code
 * bootstrap.js}.
 */
final class Sandbox implements AutoCloseable {

  private static final String JS = "js";

  private final Engine engine =
      Engine.newBuilder(JS)
          .sandbox(SandboxPolicy.CONSTRAINED)
          .out(OutputStream.nullOutputStream())
          .err(OutputStream.nullOutputStream())
          .option("engine.WarnInterpreterOnly", "false")
          .build();

  Engine engine() {
    return engine;
  }

  /** For running a script: code from text ({@code eval}, {@code new Function}) is off. */
  Context newRunContext() {
    return newContext(false, new NoImports());
  }

  /** For reading a script without running it; reading needs the function constructor. */
  Context newReadingContext(NoImports imports) {
    return newContext(true, imports);
  }

  @Override
  public void close() {
    engine.close(true);
  }

  private Context newContext(boolean codeFromText, NoImports imports) {
    return Context.newBuilder(JS)
        .engine(engine)
        .sandbox(SandboxPolicy.CONSTRAINED)
        .allowHostAccess(HostAccess.CONSTRAINED)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowIO(IOAccess.newBuilder().fileSystem(imports).build())
        .option("js.allow-eval", String.valueOf(codeFromText))
        .option("js.esm-eval-returns-exports", "true")
        .option("js.strict", "true")
        .option("js.load", "false")
        .option("js.print", "false")
        .option("js.console", "false")
        .option("js.graal-builtin", "false")
        // The machine's own locale and time zone must not show in a result.
        .option("js.locale", "en-US")
        .timeZone(ZoneOffset.UTC)
        .build();
  }
}
