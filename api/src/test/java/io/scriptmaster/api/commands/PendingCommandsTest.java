package io.scriptmaster.api.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.command.CommandResult;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingCommandsTest {

  private static final Optional<String> NONE = Optional.empty();
  private static final PendingCommands.Key ONE = new PendingCommands.Key("acme", "1");
  private static final PendingCommands.Key TWO = new PendingCommands.Key("acme", "2");

  @Test
  void shouldGiveEachCallerItsOwnVerdict() {
    // Given
    PendingCommands pending = new PendingCommands(2, 2);
    var first = pending.expect(ONE, NONE);
    var second = pending.expect(TWO, NONE);

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
    var gone = pending.expect(ONE, NONE);
    var first = pending.expect(ONE, NONE);
    var second = pending.expect(ONE, NONE);
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
    var first = pending.expect(ONE, NONE);
    pending.expect(ONE, NONE);

    // When / Then
    assertThatThrownBy(() -> pending.expect(TWO, NONE))
        .isInstanceOf(TooManyCommandsException.class);
    pending.forget(ONE, first);
    pending.forget(ONE, first);
    assertThat(pending.expect(TWO, NONE)).isNotDone();
    assertThatThrownBy(() -> pending.expect(TWO, NONE))
        .isInstanceOf(TooManyCommandsException.class);
  }

  @Test
  void shouldGiveEachChangeUnderOneIdItsOwnVerdict() {
    // Given
    PendingCommands pending = new PendingCommands(3, 3);
    var first = pending.expect(ONE, Optional.of("a"));
    var other = pending.expect(ONE, Optional.of("b"));
    var again = pending.expect(ONE, Optional.of("a"));

    // When
    pending.complete(CommandResult.newBuilder(result("acme", "1")).setDigest("a").build());

    // Then
    assertThat(first).isCompleted();
    assertThat(again).isCompleted();
    assertThat(other).isNotDone();
    pending.complete(result("acme", "1"));
    assertThat(other).isCompleted();
  }

  @Test
  void shouldLetOneTenantTakeNoMoreThanItsPlaces() {
    // Given
    PendingCommands pending = new PendingCommands(3, 2);
    pending.expect(ONE, NONE);
    pending.expect(TWO, NONE);

    // When / Then
    assertThatThrownBy(() -> pending.expect(TWO, NONE))
        .isInstanceOfSatisfying(
            TooManyCommandsException.class, e -> assertThat(e.isOfTenant()).isTrue());
    assertThat(pending.expect(new PendingCommands.Key("globex", "1"), NONE)).isNotDone();
    assertThatThrownBy(() -> pending.expect(new PendingCommands.Key("globex", "2"), NONE))
        .isInstanceOfSatisfying(
            TooManyCommandsException.class, e -> assertThat(e.isOfTenant()).isFalse());
  }

  @Test
  void shouldTellAllWhoWaitWhenItEnds() {
    // Given
    PendingCommands pending = new PendingCommands(2, 2);
    var first = pending.expect(ONE, NONE);
    var second = pending.expect(ONE, NONE);

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
