package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

  private final Authentication authentication = new Authentication("right"::equals);

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
    assertThatThrownBy(() -> authentication.identify(Access.WITH_TOKEN, "127.0.0.1", null))
        .isInstanceOf(ProblemException.class);
    assertThat(authentication.identify(Access.WITH_TOKEN, "127.0.0.1", "Bearer right"))
        .isEqualTo(new Caller.Operator());
  }
}
