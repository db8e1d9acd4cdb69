package io.scriptmaster.standalone;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scriptmaster dev}: starts everything, says so, and stays up until it is told to stop. */
@Command(
    name = "dev",
    description =
        "Starts everything on this machine: a real Kafka, a real schema registry, all services.",
    mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the REST API on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Port of Kafka on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "Port of the schema registry on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:SCRIPTMASTER_DATA:-.scriptmaster}",
      description =
          "Folder of all data; it survives a restart (default: SCRIPTMASTER_DATA of the environment, else .scriptmaster).")
  private Path data;

  @Option(names = "--reset", description = "Forgets everything in the data folder first.")
  private boolean reset;

  @Override
  public Integer call() throws InterruptedException {
    Ports ports = new Ports(port, kafkaPort, registryPort);
    ports.requireFree();
    DataDirectory directory = openData();
    Logs.to(directory.logs());
    Progress progress = new Progress(System.out);
    progress.say(
        "Starting Scriptmaster (data in %s, logs in %s)".formatted(data, data.resolve("logs")));

    OperatorTokenSource token = OperatorTokenSource.find(System.getenv(), directory);
    Platform platform = new Platform(ports, directory, token, progress);
    CountDownLatch stopped = StopOrder.atShutdown(platform, progress);
    platform.start();
    progress.say(token.announcement());
    progress.say(platform.readyLine());
    stopped.await();
    return 0;
  }

  private DataDirectory openData() {
    if (reset) {
      DataDirectory.reset(data);
    }
    return DataDirectory.open(data);
  }
}
