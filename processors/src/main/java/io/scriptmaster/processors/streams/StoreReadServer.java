package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers other instances about the partitions that are at work here.
 *
 * <p>A listener of its own, so that no path of the public API, no proxy rule and no tenant's token
 * can lead here. {@code POST /internal/v1/stores/{application}/{store}/{partition}} with a {@link
 * StoreQuestion} answers with a {@link Slice}; 421 means that the partition is not at work here and
 * the caller looks again. Never forwards: two instances can not send a question round in circles.
 */
final class StoreReadServer implements AutoCloseable {

  static final int OK = 200;
  static final int UNAUTHORIZED = 401;

  /** An answer that is large enough ends with one more entry, the largest of which has 3 MiB. */
  static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(StoreReadServer.class);

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int MISDIRECTED = 421;
  private static final int FAILED = 500;

  private static final Pattern PATH =
      Pattern.compile(
          "/internal/v1/stores/(?<application>[a-zA-Z0-9._-]{1,249})/(?<store>[a-zA-Z0-9._-]{1,249})/(?<partition>[0-9]{1,6})");

  static {
    // Else the head and the body of an answer leave as two packets, and the second waits 40 ms for
    // the first to be acknowledged.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final ClusterKey key;
  private final Map<String, StreamsApplication> applications = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private StoreReadServer(HttpServer server, ClusterKey key) {
    this.server = server;
    this.key = key;
  }

  /**
   * @param listen port 0 takes a free one
   */
  static StoreReadServer start(InetSocketAddress listen, ClusterKey key) {
    try {
      StoreReadServer started = new StoreReadServer(HttpServer.create(listen, 0), key);
      started.server.createContext("/", started::handle);
      started.server.setExecutor(started.threads);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "can not listen for other instances on %s: %s".formatted(listen, e.getMessage()), e);
    }
  }

  static String path(String application, String store, int partition) {
    return "/internal/v1/stores/%s/%s/%d".formatted(application, store, partition);
  }

  void serve(StreamsApplication application) {
    applications.put(application.id(), application);
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange);
      } catch (InvalidStateStoreException e) {
        send(exchange, MISDIRECTED, "the partition is not at work here");
      } catch (RuntimeException e) {
        LOG.error("A read of another instance failed: {}", exchange.getRequestURI(), e);
        send(exchange, FAILED, "failed; see the log of this instance");
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!key.matches(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, UNAUTHORIZED, "only other instances read here");
    } else if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
      send(exchange, NOT_FOUND, "reads are POST " + path("{application}", "{store}", 0));
    } else if (!applications.containsKey(path.group("application"))) {
      send(exchange, NOT_FOUND, "no such application here");
    } else {
      answer(
          exchange,
          applications.get(path.group("application")),
          path.group("store"),
          Integer.parseInt(path.group("partition")));
    }
  }

  private static void answer(
      HttpExchange exchange, StreamsApplication application, String store, int partition)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(StoreQuestion.MAX_BYTES + 1);
    if (body.length > StoreQuestion.MAX_BYTES) {
      send(exchange, TOO_LARGE, "a question has up to %d bytes".formatted(StoreQuestion.MAX_BYTES));
      return;
    }
    StoreQuestion question;
    try {
      question = StoreQuestion.of(body);
    } catch (IOException | IllegalArgumentException e) {
      send(exchange, BAD_REQUEST, "not a question");
      return;
    }
    send(exchange, OK, Slice.toBytes(ask(application, store, partition, question)));
  }

  private static Slice<byte[]> ask(
      StreamsApplication application, String store, int partition, StoreQuestion question) {
    StoredValues values = application.values();
    return application
        .localStores()
        .<Object, byte[]>ask(
            store, partition, question, values::toBytes, bytes -> bytes.length, Slice.ENOUGH_BYTES);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, (text + "\n").getBytes(US_ASCII));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().close();
  }
}
