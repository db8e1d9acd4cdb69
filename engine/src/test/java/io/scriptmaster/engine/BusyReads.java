package io.scriptmaster.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Reads that keep a script's thread busy, whatever becomes of the script, until they may end. */
final class BusyReads implements ValueReads {

  /** Reads once. */
  static final String SCRIPT = "await sm.values.get('any')";

  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile boolean mayEnd;

  void awaitBegin() throws InterruptedException {
    begun.await();
  }

  void end() {
    mayEnd = true;
  }

  @Override
  public Optional<StoredValue> get(String key) {
    begun.countDown();
    while (!mayEnd) {
      Thread.onSpinWait();
    }
    return Optional.empty();
  }

  @Override
  public ValuePage list(String prefix, String after, int limit) {
    return ValuePage.last(List.of());
  }
}
