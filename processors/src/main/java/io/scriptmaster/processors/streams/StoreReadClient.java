package io.scriptmaster.processors.streams;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other instances about their stores: the other end of {@link StoreReadServer}. */
final class StoreReadClient implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoreReadClient.class);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final BodyHandler<byte[]> BODY =
      BodyHandlers.limiting(BodyHandlers.ofByteArray(), StoreReadServer.MAX_ANSWER_BYTES);

  private final ClusterKey key;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();

  /** Those that were complained about. */
  private final Set<HostAndPort> refusing = ConcurrentHashMap.newKeySet();

  StoreReadClient(ClusterKey key) {
    this(key, ANSWER_TIMEOUT);
  }

  /**
   * @param patience for an answer, from the question to its last byte
   */
  StoreReadClient(ClusterKey key, Duration patience) {
    this.key = key;
    this.patience = patience;
  }

  /**
   * @throws NotAnsweredException where that instance does not have the partition at work, or does
   *     not answer at all
   */
  Slice<byte[]> ask(
      HostAndPort instance, String application, String store, int partition, StoreQuestion question)
      throws NotAnsweredException {
    HttpRequest request =
        HttpRequest.newBuilder(instance.http(StoreReadServer.path(application, store, partition)))
            .header("Authorization", key.header())
            .POST(BodyPublishers.ofByteArray(question.toBytes()))
            .build();
    try {
      HttpResponse<byte[]> response = send(request);
      if (response.statusCode() == StoreReadServer.UNAUTHORIZED && refusing.add(instance)) {
        LOG.error(
            "The instance at {} refuses the reads of this one: all instances need the same operator's token.",
            instance);
      }
      if (response.statusCode() != StoreReadServer.OK) {
        throw new NotAnsweredException(instance, "status " + response.statusCode(), null);
      }
      return Slice.of(response.body());
    } catch (IOException e) {
      throw new NotAnsweredException(instance, e.toString(), e);
    } catch (ExecutionException e) {
      throw new NotAnsweredException(instance, e.getCause().toString(), e);
    } catch (TimeoutException e) {
      throw new NotAnsweredException(
          instance, "no whole answer within %d ms".formatted(patience.toMillis()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAnsweredException(instance, "interrupted", e);
    }
  }

  /** The timeout of a request ends with the head of its answer: this one covers the body too. */
  private HttpResponse<byte[]> send(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BODY);
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      // Closes the connection of an answer that is not complete.
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
