package io.scriptmaster.benchmarks.surroundings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** With and without the optimising compiler. */
public enum Runtimes {
  INTERPRETED,
  COMPILED;

  private static final String COMPILER = "scriptmaster.compiler.home";

  /** The second only where the launcher found a compiler that fits this JDK. */
  public static List<Runtimes> available() {
    return Arrays.stream(values())
        .filter(runtime -> runtime == INTERPRETED || !compiler().isEmpty())
        .toList();
  }

  /** The start of a command line. */
  public List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    if (this == COMPILED) {
      command.add("-XX:+UnlockExperimentalVMOptions");
      command.add("-XX:+EnableJVMCI");
      command.add("--upgrade-module-path=" + compiler());
    }
    return command;
  }

  private static String compiler() {
    String home = System.getProperty(COMPILER, "");
    return !home.isEmpty() && Files.isDirectory(Path.of(home)) ? home : "";
  }
}
