package io.scriptmaster.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.api.http.Caller.TokenHolder;
import io.scriptmaster.api.http.Role;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenUsesTest {

  private static final Instant MINUTE = Instant.parse("2026-11-24T09:00:00Z");

  private final List<String> touched = new CopyOnWriteArrayList<>();
  private volatile boolean broken;
  private final TokenUses uses = TokenUses.start(this::touch, Duration.ofDays(1));

  private void touch(TenantId tenant, EntityId token, Instant usedAt) {
    touched.add("%s/%s %s".formatted(tenant, token, usedAt));
    if (broken) {
      throw new IllegalStateException("Kafka is away");
    }
  }

  @AfterEach
  void stop() {
    uses.close();
  }

  @Test
  void shouldNoteATokenOnceHoweverOftenItIsUsed() {
    // Given
    for (int second = 0; second < 60; second++) {
      uses.note(holder("acme", "a"), Optional.empty(), MINUTE.plusSeconds(second));
    }
    uses.note(holder("globex", "a"), Optional.empty(), MINUTE);

    // When
    uses.flush();
    uses.flush();

    // Then
    assertThat(touched)
        .containsExactlyInAnyOrder("acme/a 2026-11-24T09:00:00Z", "globex/a 2026-11-24T09:00:00Z");
  }

  @Test
  void shouldNotNoteWhatIsNotedAlready() {
    // When
    uses.note(holder("acme", "a"), Optional.of(MINUTE), MINUTE.plusSeconds(59));
    uses.note(holder("acme", "b"), Optional.of(MINUTE), MINUTE.plusSeconds(60));
    uses.flush();

    // Then
    assertThat(touched).containsExactly("acme/b 2026-11-24T09:01:00Z");
  }

  @Test
  void shouldTellOfAFailureOnceAndGoOn() {
    // Given
    broken = true;

    // When
    try (LogCapture log = LogCapture.of(TokenUses.class)) {
      useAndFlush(holder("acme", "a"));
      useAndFlush(holder("acme", "a"));
      broken = false;
      useAndFlush(holder("acme", "a"));

      // Then
      assertThat(log.lines()).hasSize(1);
      assertThat(log.lines().getFirst())
          .contains("The last use of a token could not be noted", "Kafka is away");
    }
    assertThat(touched).hasSize(3);
  }

  @Test
  void shouldNoteInTheBackground() {
    // Given
    try (TokenUses often = TokenUses.start(this::touch, Duration.ofMillis(10))) {
      // When
      often.note(holder("acme", "a"), Optional.empty(), MINUTE);

      // Then
      await().untilAsserted(() -> assertThat(touched).hasSize(1));
    }
  }

  private void useAndFlush(TokenHolder holder) {
    uses.note(holder, Optional.empty(), MINUTE);
    uses.flush();
  }

  private static TokenHolder holder(String tenant, String id) {
    return new TokenHolder(new TenantId(tenant), new EntityId(id), Role.VIEWER);
  }
}
