package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScansTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final TenantId INITECH = new TenantId("initech");

  private final Scans scans = new Scans(new Shares<>(3, 2), Duration.ofMillis(50));
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void endAll() {
    end.countDown();
  }

  @Test
  void shouldRefuseATenantThatHasManyUnderWayAndLetOthersIn() {
    // Given
    begin(ACME);
    begin(ACME);

    // When / Then
    assertRefused(ACME, 429);
    assertThat(scans.<String>run(GLOBEX, () -> "read")).isEqualTo("read");
  }

  @Test
  void shouldRefuseEverybodyWhereTooManyAreUnderWay() {
    // Given
    begin(ACME);
    begin(ACME);
    begin(GLOBEX);

    // When / Then
    assertRefused(INITECH, 503);
  }

  @Test
  void shouldGiveThePlaceToWhoWaitsForIt() throws Exception {
    // Given
    Scans patient = new Scans(new Shares<>(1, 1), Duration.ofSeconds(20));
    CountDownLatch began = new CountDownLatch(1);
    var first =
        CompletableFuture.runAsync(
            () ->
                patient.run(
                    ACME,
                    () -> {
                      began.countDown();
                      return await(end);
                    }),
            Thread::startVirtualThread);
    began.await();
    var second =
        CompletableFuture.supplyAsync(
            () -> patient.run(ACME, () -> "read"), Thread::startVirtualThread);

    // When
    end.countDown();

    // Then
    first.get(60, TimeUnit.SECONDS);
    assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("read");
  }

  @Test
  void shouldGiveThePlaceBackAfterAFailure() {
    // When
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  scans.run(
                      ACME,
                      () -> {
                        throw new IllegalStateException("no view");
                      }))
          .isInstanceOf(IllegalStateException.class);
    }

    // Then
    assertThat(scans.<String>run(ACME, () -> "read")).isEqualTo("read");
  }

  private void assertRefused(TenantId tenant, int status) {
    assertThatThrownBy(() -> scans.run(tenant, () -> "read"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.asAnswer().status()).isEqualTo(status);
              assertThat(e.problem().code()).isEqualTo("too_many_scans");
              assertThat(e.asAnswer().headers()).containsEntry("Retry-After", "1");
            });
  }

  private void begin(TenantId tenant) {
    CountDownLatch began = new CountDownLatch(1);
    Thread.startVirtualThread(
        () ->
            scans.run(
                tenant,
                () -> {
                  began.countDown();
                  return await(end);
                }));
    await(began);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
