package io.scriptmaster.processors.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.limits.LimitCheck.Breach;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LimitCheckTest {

  @Test
  void shouldAcceptTheMostOfEveryLimitForATenant() {
    // Given
    Map<String, Long> most =
        Arrays.stream(Limit.values()).collect(Collectors.toMap(Limit::word, Limit::most));

    // Then
    assertThat(LimitCheck.ofTenant(most)).isEmpty();
    most.forEach(
        (name, bound) ->
            assertThat(LimitCheck.ofTenant(Map.of(name, bound + 1)))
                .map(Breach::field)
                .contains("limits." + name));
  }

  @Test
  void shouldRefuseWhatIsNoPositiveNumber() {
    assertThat(LimitCheck.ofTenant(Map.of("weight", 0L)))
        .contains(new Breach("limits.weight", "limits.weight is a whole number from 1 to 10000"));
    assertThat(LimitCheck.ofTenant(Map.of("allocatedBytes", 1_048_575L)))
        .contains(
            new Breach(
                "limits.allocatedBytes",
                "limits.allocatedBytes is a whole number from 1048576 to 1073741824"));
    assertThat(LimitCheck.ofScript(Collections.singletonMap("logLines", null)))
        .map(Breach::field)
        .contains("limits.logLines");
  }

  @Test
  void shouldRefuseNamesThatAreNoLimitsOfAScript() {
    assertThat(LimitCheck.ofScript(Map.of("weight", 1L)))
        .contains(
            new Breach(
                "limits.weight",
                "weight is no limit here; accepted: cpuMillis, wallMillis, allocatedBytes,"
                    + " resultBytes, logLines, valueOperations, emittedEvents, eventBytes, chainDepth"));
  }

  @Test
  void shouldRefuseMoreThanTheTenantHas() {
    // Given
    Map<String, Long> tenant = Map.of("cpuMillis", 8_000L);

    // Then
    assertThat(LimitCheck.ofScript(Map.of("cpuMillis", 8_000L), tenant)).isEmpty();
    assertThat(LimitCheck.ofScript(Map.of("cpuMillis", 8_001L), tenant))
        .contains(
            new Breach(
                "limits.cpuMillis",
                "limits.cpuMillis is a whole number from 1 to 8000, which is what the tenant has;"
                    + " the operator can give it more"));
    assertThat(LimitCheck.ofScript(Map.of("wallMillis", 25_001L), tenant))
        .map(Breach::field)
        .contains("limits.wallMillis");
  }
}
