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
import java.util.concurrent.ConcurrentHashMap;
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
  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();

  /** Those that were complained about. */
  private final Set<HostAndPort> refusing = ConcurrentHashMap.newKeySet();

  StoreReadClient(ClusterKey key) {
    this.key = key;
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
            .timeout(ANSWER_TIMEOUT)
            .header("Authorization", key.header())
            .POST(BodyPublishers.ofByteArray(question.toBytes()))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BODY);
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
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAnsweredException(instance, "interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
