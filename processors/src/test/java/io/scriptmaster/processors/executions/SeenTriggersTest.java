package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeenTriggersTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final Duration KNOWN = Duration.ofHours(24);

  private WindowStore<String, Long> store;
  private int duplicates;
  private SeenTriggers seen;

  @BeforeEach
  void open() {
    store =
        Stores.windowStoreBuilder(
                Stores.inMemoryWindowStore("seen", Duration.ofDays(2), Duration.ofDays(1), false),
                Serdes.String(),
                Serdes.Long())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    seen = new SeenTriggers(store, () -> duplicates++);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T00:00:00Z",
        "2026-11-24T00:00:00.001Z",
        "2026-11-24T12:34:56Z",
        "2026-11-24T23:59:59.999Z"
      })
  void shouldKnowAnIdForADayWheneverThatBegan(Instant first) {
    assertThat(seen.add(ACME, "event", "e-1", first)).isTrue();

    assertThat(seen.add(ACME, "event", "e-1", first)).isFalse();
    assertThat(seen.add(ACME, "event", "e-1", first.plusMillis(1))).isFalse();
    assertThat(seen.add(ACME, "event", "e-1", first.plus(KNOWN).minusMillis(1))).isFalse();
    assertThat(duplicates).isEqualTo(3);
    assertThat(seen.add(ACME, "event", "e-1", first.plus(KNOWN).plusMillis(1))).isTrue();
    assertThat(seen.add(ACME, "event", "e-1", first.plus(KNOWN).plusMillis(2))).isFalse();
  }

  @Test
  void shouldKnowWhatAnotherInstanceSawWhoseClockWasAhead() {
    Instant ahead = Instant.parse("2026-11-25T00:00:01Z");
    seen.add(ACME, "event", "e-1", ahead);

    assertThat(seen.add(ACME, "event", "e-1", ahead.minusSeconds(5))).isFalse();
  }

  @Test
  void shouldKnowTenantsKindsAndIdsApart() {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    seen.add(ACME, "event", "e-1", now);

    assertThat(seen.add(new TenantId("globex"), "event", "e-1", now)).isTrue();
    assertThat(seen.add(ACME, "replay", "e-1", now)).isTrue();
    assertThat(seen.add(ACME, "event", "e-2", now)).isTrue();
    assertThat(duplicates).isZero();
  }
}
