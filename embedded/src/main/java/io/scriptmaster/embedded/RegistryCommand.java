package io.scriptmaster.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The child process of the registry: its JVM, its properties, its surroundings. */
final class RegistryCommand {

  /**
   * Nothing else is passed on: a QUARKUS_ or APICURIO_ variable would change the registry,
   * JAVA_TOOL_OPTIONS its JVM.
   */
  private static final Set<String> ENVIRONMENT =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR");

  private final RegistrySettings settings;
  private final int port;
  private final Path launcherJar;
  private final ClassArchive archive;

  RegistryCommand(RegistrySettings settings, int port) throws IOException {
    this.settings = settings;
    this.port = port;
    Path registryJar = RegistryDistribution.jarIn(settings.distribution());
    // Beside the registry, for all data directories; one that is not ours to write to has it beside
    // the data.
    Path home = registryJar.getParent();
    Path kept = Files.isWritable(home) ? home : settings.dataDirectory();
    this.launcherJar = LauncherJar.write(kept, registryJar);
    this.archive = ClassArchive.in(kept, launcherJar, registryJar);
  }

  ClassArchive archive() {
    return archive;
  }

  /** Standard input stays a pipe from us; the child ends when it closes. */
  Process start() throws IOException {
    Files.createDirectories(settings.logFile().getParent());
    ProcessBuilder builder = new ProcessBuilder(commandLine());
    // Quarkus reads .env and config/ in the working directory, so that is a place of our own.
    builder.directory(settings.dataDirectory().toFile());
    builder.environment().keySet().retainAll(ENVIRONMENT);
    // Keeps glibc from giving most threads a memory arena of their own.
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(settings.logFile().toFile()));
    return builder.start();
  }

  private List<String> commandLine() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvmOptions());
    properties().forEach((name, value) -> line.add("-D%s=%s".formatted(name, value)));
    line.add("-jar");
    line.add(launcherJar.toString());
    return line;
  }

  /** For a quick start and a small footprint. */
  private List<String> jvmOptions() {
    return List.of(
        "-Xmx%dm".formatted(settings.maxHeapMegabytes()),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        archive.jvmOption(),
        // Says at length what it cannot archive; what matters is printed by the registry itself.
        "-Xlog:disable");
  }

  /** As system properties, which win over every other source Quarkus reads. */
  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    network(properties);
    storage(properties);
    logging(properties);
    return properties;
  }

  private void network(Map<String, String> properties) {
    properties.put("quarkus.http.host", LoopbackPort.ADDRESS);
    properties.put("quarkus.http.port", Integer.toString(port));
    // Health and metrics have a server of their own, on 0.0.0.0:9000 unless told otherwise; built
    // in, so it cannot be left out.
    properties.put("quarkus.management.host", LoopbackPort.ADDRESS);
    properties.put("quarkus.management.port", "0");
  }

  private void storage(Map<String, String> properties) {
    properties.put("apicurio.storage.kind", "sql");
    properties.put("apicurio.storage.sql.kind", "h2");
    // WRITE_DELAY=0: a registered schema is in the file before its id is returned, so a kill loses
    // nothing.
    properties.put(
        "apicurio.datasource.url",
        "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(settings.dataDirectory().resolve("registry")));
    properties.put("apicurio.datasource.jdbc.initial-size", "1");
    properties.put("apicurio.datasource.jdbc.min-size", "1");
    properties.put("apicurio.datasource.jdbc.max-size", "20");
    // One try: the file is ours, so a second one would fail as well.
    properties.put("apicurio.storage.connection.retry.enabled", "false");
    properties.put("apicurio.ccompat.max-subjects", "100000");
  }

  private void logging(Map<String, String> properties) {
    properties.put("quarkus.banner.enabled", "false");
    properties.put("quarkus.http.access-log.enabled", "false");
    properties.put("quarkus.log.level", "WARN");
    properties.put("quarkus.log.category.\"io.apicurio\".level", "WARN");
    // Its warnings are about Apicurio's own configuration file.
    properties.put("quarkus.log.category.\"io.quarkus.config\".level", "ERROR");
    properties.put("quarkus.log.console.format", "%d{yyyy-MM-dd HH:mm:ss} %p [%c] %m%e%n");
  }
}
