package io.scriptmaster.api.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.command.CommandResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {

  @Test
  void shouldGiveEachCallerItsOwnVerdict() {
    // Given
    PendingCommands pending = new PendingCommands(2);
    var first = pending.expect("1");
    var second = pending.expect("2");

    // When
    pending.complete(result("2"));
    pending.complete(result("somebody else's"));

    // Then
    assertThat(second).isCompletedWithValue(result("2"));
    assertThat(first).isNotDone();
  }

  @Test
  void shouldRefuseMoreThanItsLimitUntilOneIsForgotten() {
    // Given
    PendingCommands pending = new PendingCommands(1);
    pending.expect("1");

    // When / Then
    assertThatThrownBy(() -> pending.expect("2")).isInstanceOf(TooManyCommandsException.class);
    pending.forget("1");
    pending.forget("1");
    assertThat(pending.expect("2")).isNotDone();
    assertThatThrownBy(() -> pending.expect("3")).isInstanceOf(TooManyCommandsException.class);
  }

  @Test
  void shouldTellAllWhoWaitWhenItEnds() {
    // Given
    PendingCommands pending = new PendingCommands(2);
    var verdict = pending.expect("1");

    // When
    pending.failAll(new NotConfirmedException());

    // Then
    assertThat(verdict).isCompletedExceptionally();
  }

  private static CommandResult result(String id) {
    return CommandResult.newBuilder()
        .setCommandId(id)
        .setTenant("acme")
        .setAccepted(true)
        .setDecidedAt(Instant.EPOCH)
        .build();
  }
}
