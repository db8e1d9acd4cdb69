package io.scriptmaster.embedded;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;

/**
 * Catches Kafka's own way out of a fatal fault, which is to end the process without a word.
 *
 * <p>A fault while starting is kept for the exception of the start; a fault later goes to the
 * broker's handler. Kafka's exit hooks are one per process and do not say which broker called, so a
 * later fault goes to every broker that runs here.
 */
final class BrokerFault implements AutoCloseable {

  private static final Set<BrokerFault> WATCHED = ConcurrentHashMap.newKeySet();

  static {
    Exit.setExitProcedure(
        (status, message) -> {
          if (!raise(status, message)) {
            System.exit(status);
          }
        });
    Exit.setHaltProcedure(
        (status, message) -> {
          if (!raise(status, message)) {
            Runtime.getRuntime().halt(status);
          }
        });
  }

  private final Consumer<String> onFatal;
  private boolean starting = true;
  private boolean handled;
  private String whileStarting;

  private BrokerFault(Consumer<String> onFatal) {
    this.onFatal = onFatal;
  }

  static BrokerFault watch(Consumer<String> onFatal) {
    BrokerFault fault = new BrokerFault(onFatal);
    WATCHED.add(fault);
    return fault;
  }

  /**
   * Ends the process at once: a broker with a fatal fault answers no one, and its records are safe
   * on disk.
   */
  static void endProcess(String message) {
    System.err.println(message);
    Runtime.getRuntime().halt(1);
  }

  synchronized void started() {
    starting = false;
  }

  synchronized Optional<String> whileStarting() {
    return Optional.ofNullable(whileStarting);
  }

  @Override
  public void close() {
    WATCHED.remove(this);
  }

  /** Whether there is a broker here to blame; if not, the call was not for us. */
  private static boolean raise(int status, String message) {
    List<BrokerFault> starting = WATCHED.stream().filter(BrokerFault::isStarting).toList();
    List<BrokerFault> concerned = starting.isEmpty() ? List.copyOf(WATCHED) : starting;
    String detail = message == null ? "exit status " + status : message;
    concerned.forEach(
        fault ->
            fault.handle(
                "The embedded Kafka met a fatal fault (%s); its log says more.".formatted(detail)));
    return !concerned.isEmpty();
  }

  private synchronized boolean isStarting() {
    return starting;
  }

  private void handle(String message) {
    synchronized (this) {
      if (starting) {
        whileStarting = message;
        return;
      }
      if (handled) {
        return;
      }
      handled = true;
    }
    onFatal.accept(message);
  }
}
