package io.scriptmaster.processors.executions.values;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.ScriptValue;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class CachedValuesTest {

  private final Map<String, ScriptValue> stored = new ConcurrentHashMap<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final CachedValues values = new CachedValues(store());

  @Test
  void shouldReadAValueOnceAndKnowWhatIsWritten() {
    mayAnswer.countDown();
    stored.put("t/a", value("1"));

    assertThat(values.get("t/a")).contains(value("1"));
    assertThat(values.get("t/a")).contains(value("1"));
    values.put("t/a", Optional.of(value("2")));
    assertThat(values.get("t/a")).contains(value("2"));
    values.put("t/a", Optional.empty());
    assertThat(values.get("t/a")).isEmpty();
    assertThat(stored).isEmpty();
    assertThat(reads).hasValue(1);
  }

  @Test
  void shouldNotKeepWhatWasReadBeforeAWriteThatOvertookIt() throws InterruptedException {
    // Given a reader that has the old value in its hands
    stored.put("t/a", value("old"));
    CompletableFuture<Optional<ScriptValue>> reader =
        CompletableFuture.supplyAsync(() -> values.get("t/a"));
    reading.await();

    // When
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> values.put("t/a", Optional.of(value("new"))));
    mayAnswer.countDown();
    reader.join();
    writer.join();

    // Then
    assertThat(values.get("t/a")).contains(value("new"));
    assertThat(stored).containsEntry("t/a", value("new"));
  }

  @Test
  void shouldForgetWhatIsTooMuchAndStillFindIt() {
    mayAnswer.countDown();
    String large = "x".repeat(100_000);
    for (int i = 0; i < 100; i++) {
      values.put("t/" + i, Optional.of(value(large + i)));
    }

    for (int i = 0; i < 100; i++) {
      assertThat(values.get("t/" + i)).contains(value(large + i));
    }
    assertThat(reads.get()).isGreaterThan(50);
  }

  private static ScriptValue value(String json) {
    return ScriptValue.newBuilder()
        .setTenant("t")
        .setKey("a")
        .setValue(json)
        .setVersion(1)
        .setExpiresAt(null)
        .setUpdatedAt(Instant.EPOCH)
        .setScript("s")
        .setExecutionId("e")
        .build();
  }

  @SuppressWarnings("unchecked")
  private KeyValueStore<String, ScriptValue> store() {
    return (KeyValueStore<String, ScriptValue>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "get" -> get((String) arguments[0]);
                  case "put" -> put((String) arguments[0], (ScriptValue) arguments[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private ScriptValue get(String key) throws InterruptedException {
    ScriptValue found = stored.get(key);
    reads.incrementAndGet();
    reading.countDown();
    mayAnswer.await();
    return found;
  }

  private Object put(String key, ScriptValue value) {
    if (value == null) {
      stored.remove(key);
    } else {
      stored.put(key, value);
    }
    return null;
  }
}
