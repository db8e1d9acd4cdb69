package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StoreDoorTest {

  private final StoreDoor door = new StoreDoor();

  @Test
  void shouldCloseWhenNobodyIsInsideAndLetNobodyInAfterwards() throws InterruptedException {
    // Given
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    CompletableFuture<String> reader =
        CompletableFuture.supplyAsync(() -> door.whileOpen(() -> readUntil(inside, leave)));
    inside.await();

    // When
    Thread closing = Thread.ofPlatform().daemon().start(door::close);
    await().until(() -> closing.getState() == Thread.State.WAITING);
    assertThat(reader).isNotDone();
    leave.countDown();
    closing.join();

    // Then
    assertThat(reader.join()).isEqualTo("read");
    assertThatThrownBy(() -> door.whileOpen(() -> "late"))
        .isInstanceOf(PartitionClosedException.class);
  }

  private static String readUntil(CountDownLatch inside, CountDownLatch leave) {
    inside.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "read";
  }
}
