package io.scriptmaster.benchmarks.surroundings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** What figures are worth nothing without. */
public final class Machine {

  private Machine() {}

  /** One line: processors, memory, JDK, system, day. */
  public static String description() {
    return "%d × %s, %d GiB, JDK %s (%s), %s %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            line("/proc/cpuinfo", "model name"),
            Math.round(
                Long.parseLong("0" + line("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                    / 1024.0
                    / 1024.0),
            Runtime.version(),
            System.getProperty("java.vendor"),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            LocalDate.now());
  }

  private static String line(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
