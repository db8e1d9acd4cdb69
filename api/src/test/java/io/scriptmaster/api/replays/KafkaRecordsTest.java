package io.scriptmaster.api.replays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.api.http.ProblemException;
import io.scriptmaster.api.http.Shares;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaRecordsTest {

  private static final TenantId ACME = new TenantId("acme");
  private static final TenantId GLOBEX = new TenantId("globex");
  private static final TenantId INITECH = new TenantId("initech");

  private final Shares<TenantId> places = new Shares<>(2, 1);
  private final KafkaRecords records =
      new KafkaRecords("127.0.0.1:1", places, Duration.ofMillis(10));

  @Test
  void shouldTellATenantThatItsOwnReadsAreUnderWay() {
    try (var acme = places.of(ACME)) {
      acme.take(1);

      assertRefused(ACME, 429, "of the tenant");
    }
  }

  /** Kafka has nothing to do with it. */
  @Test
  void shouldTellWhereAllPlacesAreTaken() {
    try (var acme = places.of(ACME);
        var globex = places.of(GLOBEX)) {
      acme.take(1);
      globex.take(1);

      assertRefused(INITECH, 503, "2 reads of single records are under way");
    }
  }

  private void assertRefused(TenantId tenant, int status, String detail) {
    assertThatThrownBy(
            () -> records.values(tenant, List.of(new RecordPlace("scriptmaster.any", 0, 0))))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().status()).isEqualTo(status);
              assertThat(e.problem().code()).isEqualTo("too_many_records");
            })
        .hasMessageContaining(detail);
  }
}
