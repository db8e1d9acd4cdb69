package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.embedded.EmbeddedKafka;
import io.scriptmaster.embedded.KafkaSettings;
import io.scriptmaster.processors.secrets.MasterKeyring;
import io.scriptmaster.testkit.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an instance lacks is said in one sentence. */
class ServeRefusesToStartIT {

  private static final Map<String, String> TOKEN =
      Map.of(
          "SCRIPTMASTER_ADMIN_TOKEN",
          "operator-token-of-a-test",
          "SCRIPTMASTER_MASTER_KEYS",
          MasterKeyring.generate("test"));

  @TempDir private Path folder;

  @Test
  void shouldAskForTheOperatorsToken() throws Exception {
    assertThat(refusal(Map.of(), "127.0.0.1:1"))
        .contains("SCRIPTMASTER_ADMIN_TOKEN", "SCRIPTMASTER_ADMIN_TOKEN_FILE");
    assertThat(refusal(Map.of("SCRIPTMASTER_ADMIN_TOKEN", "short"), "127.0.0.1:1"))
        .contains("20 at least")
        .doesNotContain("short");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void shouldAskForTheMasterKeysAndNeverShowThem() throws Exception {
    Map<String, String> onlyToken = Map.of("SCRIPTMASTER_ADMIN_TOKEN", "operator-token-of-a-test");
    Map<String, String> badKey =
        Map.of(
            "SCRIPTMASTER_ADMIN_TOKEN",
            "operator-token-of-a-test",
            "SCRIPTMASTER_MASTER_KEYS",
            "key-1:bm8ga2V5");

    assertThat(refusal(onlyToken, "127.0.0.1:1"))
        .contains("SCRIPTMASTER_MASTER_KEYS_FILE", "SCRIPTMASTER_MASTER_KEYS");
    assertThat(refusal(badKey, "127.0.0.1:1")).contains("openssl").doesNotContain("bm8ga2V5");
  }

  @Test
  void shouldReadTheOperatorsTokenFromAFile() throws Exception {
    Path file = folder.resolve("token");

    assertThat(refusal(Map.of("SCRIPTMASTER_ADMIN_TOKEN_FILE", file.toString()), "127.0.0.1:1"))
        .contains(file + " can not be read");
    Files.writeString(file, "\n");
    assertThat(refusal(Map.of("SCRIPTMASTER_ADMIN_TOKEN_FILE", file.toString()), "127.0.0.1:1"))
        .contains(file + " is empty");
  }

  @Test
  void shouldSayWhatAnOptionAccepts() throws Exception {
    assertThat(refusal(TOKEN, "127.0.0.1:1", "--advertise=nowhere")).contains("host:port");
    assertThat(refusal(TOKEN, "127.0.0.1:1", "--port=0")).contains("--port is a number from 1");
    assertThat(refusal(TOKEN, "127.0.0.1:1", "--topic-prefix=my topics/"))
        .contains("--topic-prefix: ", "1 to 60 of a-z", "'my topics/'");
  }

  @Test
  void shouldSayThatTheClusterLacksTopicsAndHowToMakeThem() throws Exception {
    try (EmbeddedKafka empty = EmbeddedKafka.start(KafkaSettings.in(folder.resolve("kafka")))) {
      assertThat(refusal(TOKEN, empty.bootstrapServers())).contains("lacks", "topics", "--deploy");
    }
  }

  @Test
  void shouldSayThatKafkaDoesNotAnswer() throws Exception {
    assertThat(refusal(TOKEN, "127.0.0.1:1"))
        .contains("Kafka does not answer at 127.0.0.1:1", "--bootstrap-servers");
  }

  /** The one sentence with which it ends. */
  private String refusal(Map<String, String> environment, String kafka, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "serve",
                "--bootstrap-servers=" + kafka,
                "--registry-url=http://127.0.0.1:1",
                "--port=" + FreePort.find(),
                "--data=" + folder.resolve("data")));
    // The last one of an option that is there twice would be an error of usage.
    Stream.of(options)
        .forEach(
            option -> {
              command.removeIf(it -> it.startsWith(option.substring(0, option.indexOf('=') + 1)));
              command.add(option);
            });
    Path output = Files.createTempFile(folder, "serve", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SCRIPTMASTER_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    List<String> sentences =
        Files.readAllLines(output).stream()
            .filter(line -> line.startsWith("scriptmaster: "))
            .toList();
    assertThat(sentences).hasSize(1);
    return sentences.getFirst();
  }
}
