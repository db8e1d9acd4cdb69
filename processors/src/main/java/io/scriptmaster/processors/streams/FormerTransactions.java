package io.scriptmaster.processors.streams;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stream threads of a former process left open when it was killed: transactions of the
 * same ids as those of this one, which keeps the process id beside its state.
 *
 * <p>Kafka Streams ends them when a thread has been given its first task. That is late: tasks are
 * given out by offsets that are committed for certain, so all instances wait for these transactions
 * first. And it does so for the ids of its own threads alone: one that was replaced has another.
 */
final class FormerTransactions {

  private static final Logger LOG = LoggerFactory.getLogger(FormerTransactions.class);

  /** About as long as the broker itself would take. */
  private static final int PATIENCE_MILLIS = 15_000;

  private final String idsBegin;
  private final int threads;

  /**
   * @param transactionalId of one of the application's stream threads, as Kafka Streams makes it:
   *     ends with the thread's number
   * @param threads how many it has
   */
  FormerTransactions(String transactionalId, int threads) {
    this.idsBegin = transactionalId.substring(0, transactionalId.lastIndexOf('-') + 1);
    this.threads = threads;
  }

  /** Ends them; to be called before the threads start. Where that fails the broker will. */
  void end(Admin admin) {
    try {
      admin
          .fenceProducers(ids(), new FenceProducersOptions().timeoutMs(PATIENCE_MILLIS))
          .all()
          .get();
    } catch (ExecutionException e) {
      LOG.warn(
          "{}… can not end what it may have left open; the broker will", idsBegin, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread that failed gives its place to one of the next free number. */
  private List<String> ids() {
    return IntStream.rangeClosed(1, 2 * threads).mapToObj(number -> idsBegin + number).toList();
  }
}
