package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.api.http.RateLimits.Rate;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimiterTest {

  private static final Caller ACME = holder("acme", "t1");
  private static final Caller OTHER_OF_ACME = holder("acme", "t2");
  private static final Caller GLOBEX = holder("globex", "t1");
  private static final Caller OPERATOR = new Caller.Operator();

  private final SettableTime time = new SettableTime();
  private final RateLimiter limiter =
      new RateLimiter(new RateLimits(new Rate(2, 4), new Rate(5, 10), new Rate(1, 1)), time);

  @Test
  void shouldLetABurstPassAndThenTheSteadyRate() {
    // When
    int atOnce = accepted(ACME);
    time.addSeconds(1);
    int afterASecond = accepted(ACME);
    time.addSeconds(100);
    int afterAPause = accepted(ACME);

    // Then
    assertThat(atOnce).isEqualTo(4);
    assertThat(afterASecond).isEqualTo(2);
    assertThat(afterAPause).isEqualTo(4);
  }

  @Test
  void shouldCountEachTokenForItself() {
    // Given
    accepted(ACME);

    // When / Then
    assertThat(accepted(OTHER_OF_ACME)).isEqualTo(4);
    assertThat(accepted(GLOBEX)).isEqualTo(4);
    assertThat(accepted(OPERATOR)).isEqualTo(10);
  }

  @Test
  void shouldTellWhenToTryAgainAndWhatIsAccepted() {
    // Given
    accepted(ACME);

    // When / Then
    assertThatThrownBy(() -> limiter.request(ACME))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.asAnswer().status()).isEqualTo(429);
              assertThat(refused.asAnswer().headers()).isEqualTo(Map.of("Retry-After", "1"));
              assertThat(refused.problem().code()).isEqualTo("rate_limited");
              assertThat(refused.problem().detail())
                  .isEqualTo(
                      "accepted are 2 requests with one token per second, and 4 at once after a"
                          + " pause; try again in 1 s");
            });
  }

  @Test
  void shouldNotLimitWhoNeedsNoToken() {
    // When / Then
    assertThat(accepted(new Caller.Anonymous())).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1,      false",
    "203.0.113.7,     203.0.113.8,          false"
  })
  void shouldCountTheAddressesOfOneSiteTogether(String first, String second, boolean together) {
    // Given
    limiter.failure(first);

    // When / Then
    assertThatThrownBy(() -> limiter.failure(first)).isInstanceOf(ProblemException.class);
    if (together) {
      assertThatThrownBy(() -> limiter.failure(second)).isInstanceOf(ProblemException.class);
    } else {
      limiter.failure(second);
    }
  }

  @Test
  void shouldCountAllTokensOfATenantTogether() {
    // Given
    Rate plenty = new Rate(100, 100);
    RateLimiter limited =
        new RateLimiter(
            new RateLimits(new Rate(2, 4), new Rate(3, 6), plenty, plenty, plenty), time);

    // When
    int first = accepted(limited, ACME);
    int second = accepted(limited, OTHER_OF_ACME);
    int third = accepted(limited, holder("acme", "t3"));

    // Then
    assertThat(first + second + third).isEqualTo(6);
    assertThat(accepted(limited, GLOBEX)).isEqualTo(4);
    assertThat(accepted(limited, OPERATOR)).isEqualTo(100);
  }

  @Test
  void shouldRefuseLimitsThatCanNotWork() {
    assertThatThrownBy(() -> new Rate(0, 1))
        .hasMessage("perSecond is 1 to 1000000 requests, not 0");
    assertThatThrownBy(() -> new Rate(1, 1_000_001)).hasMessageContaining("burst is 1 to 1000000");
    assertThatThrownBy(() -> new RateLimits(null, new Rate(1, 1), new Rate(1, 1)))
        .hasMessage("token");
  }

  @Test
  void shouldAcceptMoreFromTheOperatorUnlessToldOtherwise() {
    assertThat(RateLimits.DEFAULTS)
        .isEqualTo(new RateLimits(new Rate(100, 200), new Rate(1_000, 2_000), new Rate(20, 20)));
  }

  /** Of 100 requests at once. */
  private int accepted(Caller caller) {
    return accepted(limiter, caller);
  }

  private static int accepted(RateLimiter limiter, Caller caller) {
    int accepted = 0;
    for (int request = 0; request < 100; request++) {
      try {
        limiter.request(caller);
        accepted++;
      } catch (ProblemException e) {
        assertThat(e.problem().status()).isEqualTo(429);
      }
    }
    return accepted;
  }

  private static Caller holder(String tenant, String token) {
    return new Caller.TokenHolder(new TenantId(tenant), new EntityId(token), Role.EDITOR);
  }
}
