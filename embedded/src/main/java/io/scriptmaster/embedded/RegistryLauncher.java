package io.scriptmaster.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The main class of the child process: ties the registry's life to its parent's, then starts it.
 *
 * <p>Must stay a single class file that needs only the JDK: {@link LauncherJar} copies it out,
 * alone. It names Quarkus and {@code sun.misc.Signal} by string because neither belongs on this
 * module's compile path (the latter is a compiler warning).
 */
final class RegistryLauncher {

  private static final String REGISTRY_MAIN = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /**
   * In the working directory, which is the data directory; held for the life of this process. See
   * {@link FormerChild}.
   */
  static final String LOCK_FILE = "registry.lock";

  /** A field, because a collected channel would be closed. */
  private static FileChannel lock;

  private RegistryLauncher() {}

  public static void main(String[] args) throws Exception {
    // Ctrl-C and a closed terminal reach the whole process group; the parent decides when we stop.
    ignore("INT");
    ignore("HUP");
    lock =
        FileChannel.open(Path.of(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
    Thread.ofPlatform().daemon().name("parent-watch").start(RegistryLauncher::haltWhenParentEnds);
    Class.forName(REGISTRY_MAIN).getMethod("main", String[].class).invoke(null, (Object) args);
  }

  /**
   * Standard input is a pipe from the parent, which the system closes however the parent ends. The
   * database is durable.
   */
  private static void haltWhenParentEnds() {
    try (InputStream parent = System.in) {
      parent.transferTo(OutputStream.nullOutputStream());
    } catch (IOException _) {
      // a broken pipe means the same as a closed one
    }
    Runtime.getRuntime().halt(1);
  }

  private static void ignore(String signal) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ignoring = handler.getField("SIG_IGN").get(null);
      type.getMethod("handle", type, handler)
          .invoke(null, type.getConstructor(String.class).newInstance(signal), ignoring);
    } catch (ReflectiveOperationException _) {
      // a system without this signal
    }
  }
}
