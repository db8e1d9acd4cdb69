package io.scriptmaster.api.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.command.CommandResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {

  private static final PendingCommands.Key ONE = new PendingCommands.Key("acme", "1");
  private static final PendingCommands.Key TWO = new PendingCommands.Key("acme", "2");

  @Test
  void shouldGiveEachCallerItsOwnVerdict() {
    // Given
    PendingCommands pending = new PendingCommands(2, 2);
    var first = pending.expect(ONE);
    var second = pending.expect(TWO);

    // When
    pending.complete(result("acme", "2"));
    pending.complete(result("acme", "somebody else's"));
    pending.complete(result("globex", "1"));

    // Then
    assertThat(second).isCompletedWithValue(result("acme", "2"));
    assertThat(first).isNotDone();
  }

  @Test
  void shouldGiveOneVerdictToAllAttemptsAtACommand() {
    // Given
    PendingCommands pending = new PendingCommands(3, 3);
    var gone = pending.expect(ONE);
    var first = pending.expect(ONE);
    var second = pending.expect(ONE);
    pending.forget(ONE, gone);

    // When
    pending.complete(result("acme", "1"));

    // Then
    assertThat(first).isCompletedWithValue(result("acme", "1"));
    assertThat(second).isCompletedWithValue(result("acme", "1"));
    assertThat(gone).isNotDone();
  }

  @Test
  void shouldRefuseMoreThanItsLimitUntilOneIsForgotten() {
    // Given
    PendingCommands pending = new PendingCommands(2, 2);
    var first = pending.expect(ONE);
    pending.expect(ONE);

    // When / Then
    assertThatThrownBy(() -> pending.expect(TWO)).isInstanceOf(TooManyCommandsException.class);
    pending.forget(ONE, first);
    pending.forget(ONE, first);
    assertThat(pending.expect(TWO)).isNotDone();
    assertThatThrownBy(() -> pending.expect(TWO)).isInstanceOf(TooManyCommandsException.class);
  }

  @Test
  void shouldLetOneTenantTakeNoMoreThanItsPlaces() {
    // Given
    PendingCommands pending = new PendingCommands(3, 2);
    pending.expect(ONE);
    pending.expect(TWO);

    // When / Then
    assertThatThrownBy(() -> pending.expect(TWO))
        .isInstanceOfSatisfying(
            TooManyCommandsException.class, e -> assertThat(e.isOfTenant()).isTrue());
    assertThat(pending.expect(new PendingCommands.Key("globex", "1"))).isNotDone();
    assertThatThrownBy(() -> pending.expect(new PendingCommands.Key("globex", "2")))
        .isInstanceOfSatisfying(
            TooManyCommandsException.class, e -> assertThat(e.isOfTenant()).isFalse());
  }

  @Test
  void shouldTellAllWhoWaitWhenItEnds() {
    // Given
    PendingCommands pending = new PendingCommands(2, 2);
    var first = pending.expect(ONE);
    var second = pending.expect(ONE);

    // When
    pending.failAll(new NotConfirmedException());

    // Then
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();
  }

  private static CommandResult result(String tenant, String id) {
    return CommandResult.newBuilder()
        .setCommandId(id)
        .setTenant(tenant)
        .setAccepted(true)
        .setDecidedAt(Instant.EPOCH)
        .build();
  }
}
