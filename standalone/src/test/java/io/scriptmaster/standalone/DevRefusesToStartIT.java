package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.testkit.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can not work is refused in one sentence, and nothing is left behind. */
class DevRefusesToStartIT {

  @TempDir private Path folder;

  @Test
  void shouldNameThePortThatIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      RunningDev dev =
          RunningDev.launch(folder.resolve("data"), port, FreePort.find(), FreePort.find());

      assertThat(dev.exitCode()).isEqualTo(1);
      assertThat(dev.output().lines())
          .containsExactly(
              "scriptmaster: Port %d is in use (is Scriptmaster running already?); choose another with --port."
                  .formatted(port));
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void shouldRefuseAFolderThatHoldsSomethingElseAndLeaveItAsItIs() throws IOException {
    Files.writeString(folder.resolve("thesis.txt"), "years of work");

    RunningDev dev = RunningDev.launch(folder, FreePort.find(), FreePort.find(), FreePort.find());

    assertThat(dev.exitCode()).isEqualTo(1);
    assertThat(dev.output().lines())
        .singleElement()
        .asString()
        .contains(folder.toString(), "--data");
    assertThat(folder).isDirectoryContaining(path -> path.endsWith("thesis.txt"));
    try (var content = Files.list(folder)) {
      assertThat(content).hasSize(1);
    }
  }

  @Test
  void shouldTakeTheFolderThatTheEnvironmentNames() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "years of work");
    Path output = folder.resolve("output.txt");

    Process dev =
        InstanceJvm.start(
            false,
            List.of(),
            List.of(
                "dev",
                "--port=" + FreePort.find(),
                "--kafka-port=" + FreePort.find(),
                "--registry-port=" + FreePort.find()),
            Map.of("SCRIPTMASTER_DATA", other.toString()),
            output);

    assertThat(dev.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).content().contains(other.toString(), "--data");
  }

  @Test
  void shouldRefuseADataFolderThatAnotherInstanceUses() {
    try (RunningDev first = RunningDev.start(folder)) {
      RunningDev second =
          RunningDev.launch(folder, FreePort.find(), FreePort.find(), FreePort.find());

      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.output().lines().filter(line -> line.startsWith("scriptmaster: ")))
          .hasSize(1);
      assertThat(first.get("/readyz").get("status").textValue()).isEqualTo("ready");
    }
  }

  @Test
  void shouldSayWhatAnOptionAccepts() {
    RunningDev dev = RunningDev.launch(folder, 99_999, 1, 2);

    assertThat(dev.exitCode()).isEqualTo(1);
    assertThat(dev.output().lines())
        .containsExactly("scriptmaster: --port is a number from 1 to 65535, not 99999.");
  }
}
