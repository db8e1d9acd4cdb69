package io.scriptmaster.api.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server around the routes: one virtual thread per request. */
public final class WebServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /** A connection holds a few buffers, however little comes over it. */
  private static final int MAX_CONNECTIONS = 4_096;

  private final Javalin javalin;

  private WebServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 takes a free one
   * @param stopTimeout how long {@link #close} waits for running requests
   */
  public static WebServer start(
      String host, int port, Duration stopTimeout, Border border, Routes routes) {
    Javalin javalin =
        Javalin.create(
            config -> {
              quiet(config);
              limit(config, stopTimeout);
              routes.register(config.routes, border);
              config.routes.exception(
                  HttpResponseException.class, (e, context) -> border.answerUnmatched(context));
            });
    return new WebServer(javalin.start(host, port));
  }

  public int port() {
    return javalin.port();
  }

  /**
   * Takes no further requests and lets the running ones finish, for as long as the stop timeout.
   */
  @Override
  public void close() {
    javalin.stop();
  }

  private static void quiet(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    // The path only: a query may hold what a log should not.
    config.requestLogger.http(
        (context, millis) ->
            LOG.debug(
                "{} {} {} in {} ms",
                context.method(),
                Border.loggedPath(context),
                context.statusCode(),
                millis));
  }

  private static void limit(JavalinConfig config, Duration stopTimeout) {
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> finishRunningRequests(server, stopTimeout));
  }

  private static void finishRunningRequests(Server server, Duration stopTimeout) {
    server.setErrorHandler(new ProblemErrorHandler());
    // Further ones wait to be accepted.
    server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
    server.insertHandler(new GracefulHandler());
    server.setStopTimeout(stopTimeout.toMillis());
  }
}
