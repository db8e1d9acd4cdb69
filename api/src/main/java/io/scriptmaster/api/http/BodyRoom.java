package io.scriptmaster.api.http;

import io.scriptmaster.api.http.Shares.Lack;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The room that one instance has for the bodies of requests: taken before they are read, and given
 * back when the request is answered. Safe for use by several threads.
 */
public final class BodyRoom implements AutoCloseable {

  private final BodyLimits limits;
  private final Shares<String> bytes;
  private final ScheduledThreadPoolExecutor clock;

  public BodyRoom(BodyLimits limits) {
    this.limits = limits;
    this.bytes = new Shares<>(limits.all(), limits.each());
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("request-bodies").factory());
    // Almost every body is there long before its time is over.
    clock.setRemoveOnCancelPolicy(true);
  }

  /** What one request takes of it; whoever asks for it closes it. */
  Place placeOf(Caller caller, String remoteAddress) {
    return new Place(bytes.of(holder(caller, remoteAddress)));
  }

  /** The time for a body begins, for the calling thread. */
  ReadingTime begin() {
    return ReadingTime.start(clock, limits.patience());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** Other words than tenants have. */
  private static String holder(Caller caller, String remoteAddress) {
    return switch (caller) {
      case Caller.Operator() -> "operator";
      case Caller.TokenHolder holder -> "tenant " + holder.tenant();
      case Caller.Anonymous() -> "address " + AddressBlock.of(remoteAddress);
    };
  }

  /** What one request has. Owned by its thread. */
  final class Place implements AutoCloseable {

    private final Shares<String>.Share share;

    private Place(Shares<String>.Share share) {
      this.share = share;
    }

    /**
     * Room for so many bytes more.
     *
     * @throws ProblemException 429 where the caller's tenant has no more, 503 where nobody has
     */
    void take(long more) {
      share
          .take(more)
          .ifPresent(
              lack -> {
                throw refusal(lack);
              });
    }

    @Override
    public void close() {
      share.close();
    }
  }

  private ProblemException refusal(Lack lack) {
    return lack.refusal(
        "too_many_bodies",
        "the requests of a tenant that are not answered yet may have %d bytes together; try again in a moment"
            .formatted(limits.each()),
        "the requests that are not answered yet have %d bytes together already; try again in a moment"
            .formatted(limits.all()));
  }

  /** What a client hears that sends its body too slowly. */
  Problem tooSlow() {
    return Problem.of(
        408, "body_too_slow", "the body is sent within %s".formatted(limits.patience().toString()));
  }
}
