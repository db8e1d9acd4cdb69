package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest extends ApiCase {

  @Test
  void shouldFinishARunningRequestBeforeItStops() throws Exception {
    // Given
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayFinish = new CountDownLatch(1);
    api.entities.verdict =
        command -> {
          running.countDown();
          await(mayFinish);
          return FakeEntities.refused("script_in_use", "in use", null);
        };
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(() -> api.delete(ACME + "/scripts/score"));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

    // When
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(api.server()::close);
    assertThat(stopped.isDone()).isFalse();
    mayFinish.countDown();

    // Then
    reply.get(10, TimeUnit.SECONDS).isProblem(409, "script_in_use");
    stopped.get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
