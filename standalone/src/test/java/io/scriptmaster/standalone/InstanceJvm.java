package io.scriptmaster.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts processes of what is shipped, as the command does: from the jars of the build, and with
 * the classes that one such process kept parsed when it ended in order. One that is to be refused
 * would keep too few.
 */
final class InstanceJvm {

  private static final Path JARS = Path.of("target", "scriptmaster", "lib").toAbsolutePath();
  private static final Path CLASSES =
      Path.of("target", "instances-of-%d.jsa".formatted(ProcessHandle.current().pid()))
          .toAbsolutePath();

  static {
    CLASSES.toFile().deleteOnExit();
  }

  /** Who writes the classes, or has written them. */
  private static Optional<Process> writer = Optional.empty();

  private InstanceJvm() {}

  /**
   * @param keepsClasses whether its classes are worth keeping
   * @param options of the JVM
   * @param arguments of {@link Main}
   * @param environment beside that of this process
   * @param output what it prints goes there
   */
  static synchronized Process start(
      boolean keepsClasses,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment,
      Path output)
      throws IOException {
    boolean noneWrites = writer.isEmpty() || !writer.get().isAlive();
    boolean written = noneWrites && Files.exists(CLASSES);
    boolean writes = noneWrites && !written && keepsClasses;
    List<String> all = new ArrayList<>(options);
    if (written) {
      all.add("-XX:SharedArchiveFile=" + CLASSES);
    } else if (writes) {
      all.add("-XX:ArchiveClassesAtExit=" + CLASSES);
    }
    Process process = builder(all, arguments, environment, output).start();
    if (writes) {
      writer = Optional.of(process);
    }
    return process;
  }

  private static ProcessBuilder builder(
      List<String> options, List<String> arguments, Map<String, String> environment, Path output) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Xlog:cds=off",
            "-Xlog:cds+dynamic=off",
            "-Xlog:aot=off",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            JARS + "/*",
            Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return builder;
  }
}
