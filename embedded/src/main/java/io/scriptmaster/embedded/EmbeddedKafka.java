package io.scriptmaster.embedded;

import java.net.BindException;
import java.util.Properties;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single Kafka node, broker and controller in one, in this process.
 *
 * <p>Listens on 127.0.0.1 only. Acknowledged records survive a kill of the process; after a power
 * cut the last seconds may be lost, as with any unreplicated Kafka. Topics are not created by use.
 * {@code group.protocol=streams} works.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final BrokerFault fault;
  private final int port;
  private boolean closed;

  private EmbeddedKafka(KafkaRaftServer server, DirectoryLock lock, BrokerFault fault, int port) {
    this.server = server;
    this.lock = lock;
    this.fault = fault;
    this.port = port;
  }

  /**
   * Starts the broker and returns when it accepts requests. A fatal fault later ends this process
   * with a message.
   *
   * @throws EmbeddedStartException when a port or the data directory is in use, or the directory
   *     holds something else
   */
  public static EmbeddedKafka start(KafkaSettings settings) {
    return start(settings, BrokerFault::endProcess);
  }

  /**
   * As {@link #start(KafkaSettings)}, with the caller's own answer to a fatal fault.
   *
   * @param onFatal called at most once, with a sentence, on a broker thread, after the broker met a
   *     fault it cannot live with (a full disk, for example); the broker is unusable from then on,
   *     so end the process soon
   */
  public static EmbeddedKafka start(KafkaSettings settings, Consumer<String> onFatal) {
    LeaderlessPartitions.patch();
    KafkaDataDirectory.refuseForeign(settings.dataDirectory());
    DirectoryLock lock = DirectoryLock.acquire(settings.dataDirectory());
    try {
      KafkaDataDirectory.prepare(settings.dataDirectory());
      return start(settings, lock, BrokerFault.watch(onFatal));
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedKafka start(
      KafkaSettings settings, DirectoryLock lock, BrokerFault fault) {
    KafkaRaftServer server = null;
    try {
      int port = LoopbackPort.claim(settings.port());
      int controllerPort = LoopbackPort.claim(settings.controllerPort());
      Properties properties = KafkaProperties.of(settings, port, controllerPort);
      server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server.startup();
      fault.started();
      LOG.info(
          "Kafka accepts requests on {}:{}, data in {}",
          LoopbackPort.ADDRESS,
          port,
          settings.dataDirectory());
      return new EmbeddedKafka(server, lock, fault, port);
    } catch (Throwable e) { // Scala throws checked exceptions undeclared
      stopQuietly(server);
      fault.close();
      throw asStartException(settings, fault, e);
    }
  }

  /** {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return LoopbackPort.ADDRESS + ":" + port;
  }

  /**
   * Stops cleanly and returns when everything is on disk and the directory is free. A second call
   * does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.shutdown();
      server.awaitShutdown();
    } finally {
      fault.close();
      lock.close();
    }
  }

  private static void stopQuietly(KafkaRaftServer server) {
    if (server == null) {
      return;
    }
    try {
      server.shutdown();
      server.awaitShutdown();
    } catch (Throwable e) { // the failure of the start is what the caller must see
      LOG.debug("Stopping a broker that had not started", e);
    }
  }

  private static EmbeddedStartException asStartException(
      KafkaSettings settings, BrokerFault fault, Throwable e) {
    if (e instanceof EmbeddedStartException already) {
      return already;
    }
    Throwable root = rootOf(e);
    if (root instanceof BindException) {
      return new EmbeddedStartException(
          "A port was taken by another process while Kafka started; start again.", e);
    }
    String why = fault.whileStarting().filter(_ -> isOnlyTheExit(root)).orElse(messageOf(root));
    return new EmbeddedStartException(
        "Kafka could not start on the data directory %s: %s"
            .formatted(settings.dataDirectory(), why),
        e);
  }

  /** What Kafka throws when the exit it asked for did not happen. */
  private static boolean isOnlyTheExit(Throwable root) {
    return root instanceof NullPointerException;
  }

  private static String messageOf(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static Throwable rootOf(Throwable e) {
    return e.getCause() == null || e.getCause() == e ? e : rootOf(e.getCause());
  }
}
