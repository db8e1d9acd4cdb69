package io.scriptmaster.api.http;

import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets few reads run at once that may look at much for little: each holds megabytes and a processor
 * while it looks. Safe for use by several threads.
 */
public final class Scans {

  private static final int AT_ONCE = 8;
  private static final int OF_A_TENANT = 2;

  /** Longer than a page takes: only who asks for many at once is refused. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Shares<TenantId> places;
  private final Duration patience;

  public Scans() {
    this(new Shares<>(AT_ONCE, OF_A_TENANT), PATIENCE);
  }

  Scans(Shares<TenantId> places, Duration patience) {
    this.places = places;
    this.patience = patience;
  }

  /**
   * Runs it, once there is a place.
   *
   * @throws ProblemException 429 where the tenant has too many under way, 503 where all together
   *     have
   */
  public <T> T run(TenantId tenant, Supplier<T> scan) {
    try (var place = places.of(tenant)) {
      place
          .take(1, patience)
          .ifPresent(
              lack -> {
                throw refusal(lack);
              });
      return scan.get();
    }
  }

  private ProblemException refusal(Shares.Lack lack) {
    return lack.refusal(
        "too_many_scans",
        "a tenant may have %d lists read at once; try again in a moment".formatted(places.each()),
        "%d lists are being read here already; try again in a moment".formatted(places.all()));
  }
}
