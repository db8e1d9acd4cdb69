package io.scriptmaster.processors.executions.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class NicenessTest {

  /** The nineteenth field of proc(5)'s stat, the seventeenth after the name. */
  private static final int FIELD = 16;

  @Test
  void shouldMakeOnlyTheThreadLessEager() {
    int before = nicenessOf(Niceness.threadId());

    int set =
        CompletableFuture.supplyAsync(
                () -> {
                  Niceness.set(Niceness.threadId(), 7);
                  return nicenessOf(Niceness.threadId());
                },
                task -> Thread.ofPlatform().start(task))
            .join();

    assertThat(set).isEqualTo(7);
    assertThat(nicenessOf(Niceness.threadId())).isEqualTo(before);
  }

  private static int nicenessOf(int threadId) {
    try {
      String stat = Files.readString(Path.of("/proc/self/task/%d/stat".formatted(threadId)));
      return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[FIELD]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
