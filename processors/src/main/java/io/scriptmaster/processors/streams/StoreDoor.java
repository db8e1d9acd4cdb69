package io.scriptmaster.processors.streams;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets threads read the stores of a partition beside its stream thread, and sees to it that none is
 * in a store when that is closed. Any thread.
 */
public final class StoreDoor {

  /** Held to read while somebody is inside. */
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();

  private volatile boolean closed;

  /**
   * Reads; nothing is closed meanwhile.
   *
   * @throws PartitionClosedException after {@link #close}
   */
  public <T> T whileOpen(Supplier<T> read) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new PartitionClosedException();
      }
      return read.get();
    } finally {
      inUse.readLock().unlock();
    }
  }

  /** Waits for readers to leave the stores; later ones are refused. */
  public void close() {
    closed = true;
    inUse.writeLock().lock();
    inUse.writeLock().unlock();
  }
}
