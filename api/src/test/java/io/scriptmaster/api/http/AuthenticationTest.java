package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.api.http.RateLimits.Rate;
import io.scriptmaster.api.http.TenantTokens.Recognition;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

  private static final String HERE = "127.0.0.1";
  private static final String ELSEWHERE = "203.0.113.7";
  private static final Caller.TokenHolder VIEWER =
      new Caller.TokenHolder(new TenantId("acme"), new EntityId("t1"), Role.VIEWER);
  private static final RateLimits LIMITS =
      new RateLimits(new Rate(1, 1), new Rate(1, 1), new Rate(1, 3));

  private final SettableTime time = new SettableTime();
  private final Authentication authentication =
      new Authentication(
          "right"::equals, AuthenticationTest::recognise, new RateLimiter(LIMITS, time));

  private static Recognition recognise(String token) {
    return switch (token) {
      case "smt_viewer" -> new Recognition.Known(VIEWER);
      case "smt_old" -> new Recognition.Expired();
      case "smt_moving" -> throw new ViewUnavailableException("entities", null);
      default -> new Recognition.Unknown();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1", "0:0:0:0:0:0:0:1"})
  void shouldNeedNoTokenOnThisMachineWhereItIsOpen(String address) {
    // When
    Caller caller = authentication.identify(Access.OPEN_ON_LOOPBACK, address, null);

    // Then
    assertThat(caller).isEqualTo(new Caller.Anonymous());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "192.168.0.7", "2001:db8::1"})
  void shouldNeedATokenFromElsewhere(String address) {
    // When / Then
    assertThatThrownBy(() -> authentication.identify(Access.OPEN_ON_LOOPBACK, address, null))
        .isInstanceOf(ProblemException.class);
    assertThat(authentication.identify(Access.OPEN_ON_LOOPBACK, address, "Bearer right"))
        .isEqualTo(new Caller.Operator());
  }

  @Test
  void shouldNeedATokenForTheApiOnThisMachineToo() {
    // When / Then
    assertThatThrownBy(() -> authentication.identify(Access.WITH_TOKEN, HERE, null))
        .isInstanceOf(ProblemException.class);
    assertThat(authentication.identify(Access.WITH_TOKEN, HERE, "Bearer right"))
        .isEqualTo(new Caller.Operator());
  }

  @Test
  void shouldRecogniseTheHolderOfATenantsToken() {
    // When
    Caller caller = authentication.identify(Access.WITH_TOKEN, HERE, "Bearer smt_viewer");

    // Then
    assertThat(caller).isEqualTo(VIEWER);
    assertThat(caller.actor()).isEqualTo("token:t1");
    assertThat(caller.maySee(new TenantId("acme"))).isTrue();
    assertThat(caller.maySee(new TenantId("globex"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer smt_wrong, unauthorized",
    "Bearer anything,  unauthorized",
    "Bearer smt_old,   token_expired"
  })
  void shouldRefuseATokenThatIsNotValid(String authorization, String code) {
    // When
    Problem problem = refusal(authorization, HERE);

    // Then
    assertThat(problem.status()).isEqualTo(401);
    assertThat(problem.code()).isEqualTo(code);
  }

  @Test
  void shouldNotTakeAnUnavailableViewForAWrongToken() {
    // When / Then
    assertThatThrownBy(() -> authentication.identify(Access.WITH_TOKEN, HERE, "Bearer smt_moving"))
        .isInstanceOf(ViewUnavailableException.class);
  }

  @Test
  void shouldSlowWhoGuesses() {
    // Given
    for (int guess = 0; guess < 3; guess++) {
      assertThat(refusal("Bearer guess-" + guess, ELSEWHERE).status()).isEqualTo(401);
    }

    // When
    Problem limited = refusal("Bearer another", ELSEWHERE);

    // Then
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.code()).isEqualTo("rate_limited");
    assertThat(refusal("Bearer another", HERE).status()).isEqualTo(401);
  }

  @Test
  void shouldLetTheOperatorInWhileOthersAtItsAddressGuess() {
    // Given
    failOften();
    assertThat(refusal("Bearer guess", ELSEWHERE).status()).isEqualTo(429);

    // When
    Caller caller = authentication.identify(Access.WITH_TOKEN, ELSEWHERE, "Bearer right");

    // Then
    assertThat(caller).isEqualTo(new Caller.Operator());
  }

  @Test
  void shouldNotLookForTokensOfAnAddressThatShowsTooMany() {
    // Given
    Rate few = new Rate(1, 5);
    Rate many = new Rate(100, 100);
    List<String> looked = new ArrayList<>();
    Authentication counted =
        new Authentication(
            "right"::equals,
            token -> {
              looked.add(token);
              return recognise(token);
            },
            new RateLimiter(new RateLimits(many, many, many, many, few), time));

    // When
    for (int guess = 0; guess < 50; guess++) {
      String header = "Bearer smt_" + guess;
      assertThatThrownBy(() -> counted.identify(Access.WITH_TOKEN, ELSEWHERE, header))
          .isInstanceOf(ProblemException.class);
    }

    // Then
    assertThat(looked).hasSize(5);
    assertThat(counted.identify(Access.WITH_TOKEN, ELSEWHERE, "Bearer right"))
        .isEqualTo(new Caller.Operator());
    assertThat(counted.identify(Access.WITH_TOKEN, HERE, "Bearer smt_viewer")).isEqualTo(VIEWER);
    time.addSeconds(1);
    assertThat(counted.identify(Access.WITH_TOKEN, ELSEWHERE, "Bearer smt_viewer"))
        .isEqualTo(VIEWER);
  }

  @Test
  void shouldLetATenantInWhileOthersAtItsAddressGuess() {
    // Given
    failOften();

    // When
    Caller caller = authentication.identify(Access.WITH_TOKEN, ELSEWHERE, "Bearer smt_viewer");

    // Then
    assertThat(caller).isEqualTo(VIEWER);
  }

  @Test
  void shouldNotCountWhoShowsNoToken() {
    // When
    for (int time = 0; time < 10; time++) {
      assertThat(refusal(null, ELSEWHERE).status()).isEqualTo(401);
    }

    // Then
    assertThat(authentication.identify(Access.WITH_TOKEN, ELSEWHERE, "Bearer right"))
        .isEqualTo(new Caller.Operator());
  }

  private void failOften() {
    for (int guess = 0; guess < 4; guess++) {
      refusal("Bearer guess", ELSEWHERE);
    }
  }

  private Problem refusal(String authorization, String address) {
    try {
      Caller caller = authentication.identify(Access.WITH_TOKEN, address, authorization);
      throw new AssertionError("let in: " + caller);
    } catch (ProblemException e) {
      return e.problem();
    }
  }
}
