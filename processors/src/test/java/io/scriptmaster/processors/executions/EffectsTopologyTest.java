package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.RetryPolicy;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.executions.work.FairQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What executions store and emit. */
class EffectsTopologyTest extends ExecutionsUnderTest {

  @Test
  void shouldStoreAndEmitWhatSucceededAndNothingElse() {
    // Given
    save(
        "acme",
        "score",
        """
        await sm.values.set('a/b', event.payload.n);
        await sm.emit('score.changed', 'k', { n: event.payload.n }, { headers: { h: 'v' } });
        if (event.payload.n === 2) throw new Error('no');
        """);

    // When
    send(event("acme", "e-1").setPayload("{\"n\": 1}").setKey("k").build());
    send(event("acme", "e-2").setPayload("{\"n\": 2}").setKey("k").build());

    // Then
    var values = harness.output(harness.topics().scriptValues());
    assertThat(values.readKeyValuesToList())
        .extracting(it -> it.key, it -> it.value.getValue(), it -> it.value.getVersion())
        .containsExactly(tuple("acme/a/b", "1", 1L));
    var events = harness.output(harness.topics().scriptEvents());
    ScriptEvent emitted = events.readValue();
    assertThat(emitted.getType()).isEqualTo("score.changed");
    assertThat(emitted.getPayload()).isEqualTo("{\"n\":1}");
    assertThat(emitted.getHeaders()).isEqualTo(Map.of("h", "v"));
    assertThat(emitted.getDepth()).isEqualTo(1);
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void shouldRefuseWritesBeyondTheQuotaButNoneThatTakeNoMore() {
    // Given
    save(
        "acme",
        "score",
        """
        const { op, key, value } = event.payload;
        if (op === 'swap') await sm.values.delete('a');
        return op === 'delete' ? sm.values.delete(key) : sm.values.set(key, value);
        """);
    limit(Map.of("valueBytes", 1_000L, "values", 4L));
    String large = "\"" + "x".repeat(500) + "\"";

    // When, then: what is beyond the quota is refused
    assertThat(storing("set", "a", large)).isEqualTo("succeeded");
    assertThat(storing("set", "b", large)).isEqualTo("stored_values_limit");
    assertThat(storing("set", "b", "2")).isEqualTo("succeeded");

    // When, then: with less quota than is stored, what takes no more is not refused
    limit(Map.of("valueBytes", 10L, "values", 1L));
    assertThat(storing("set", "a", large)).isEqualTo("succeeded");
    assertThat(storing("set", "a", large.replaceFirst("x", "xy"))).isEqualTo("stored_values_limit");
    assertThat(storing("set", "c", "3")).isEqualTo("stored_values_limit");
    assertThat(storing("swap", "c", "3")).isEqualTo("succeeded");
    assertThat(storing("delete", "b", "0")).isEqualTo("succeeded");
    assertThat(storing("set", "d", "4")).isEqualTo("stored_values_limit");
  }

  @Test
  void shouldTryAgainWhatWasRefusedForTheQuotaAsThePolicySays() {
    // Given
    save(
        "acme",
        script(
                "acme",
                "score",
                "sm.log('try ' + sm.execution.attempt); await sm.values.set('a', 'large');")
            .setRetry(
                RetryPolicy.newBuilder(retry(2)).setOutcomes(List.of("limit_exceeded")).build())
            .build());
    limit(Map.of("valueBytes", 1L));

    // When
    send(event("acme", "e-1").build());

    // Then
    Execution execution = executions.readValue();
    assertThat(execution.getAttempt()).isEqualTo(2);
    assertThat(execution.getError().getCode()).isEqualTo("stored_values_limit");
    assertThat(logLines.readValuesToList())
        .extracting(LogLine::getMessage)
        .containsExactly("try 1", "try 2");
    assertThat(deadLetters.readValuesToList())
        .extracting(DeadLetter::getReason)
        .containsExactly("limit_exceeded");
    assertThat(executions.isEmpty()).isTrue();
  }

  private void limit(Map<String, Long> limits) {
    harness
        .input(harness.topics().tenants())
        .pipeInput("acme", Tenant.newBuilder(tenant("acme")).setLimits(limits).build());
  }

  /** How the execution ended that an event asks for. */
  private String storing(String op, String key, String value) {
    send(
        event("acme", "e-" + System.nanoTime())
            .setPayload(
                "{\"op\": \"%s\", \"key\": \"%s\", \"value\": %s}".formatted(op, key, value))
            .build());
    Execution execution = executions.readValue();
    return execution.getError() == null ? execution.getOutcome() : execution.getError().getCode();
  }

  /** A lock that expired and that somebody else took is not the former owner's any more. */
  @Test
  void shouldGiveNoVersionTwiceThoughAValueIsGoneBetween() {
    // Given
    save(
        "acme",
        "score",
        """
        const { key, version } = event.payload;
        switch (event.key) {
          case 'take': {
            const mine = await sm.values.set(key, sm.execution.id, { ifAbsent: true, ttl: 3600 });
            return mine && (await sm.values.getEntry(key)).version;
          }
          case 'renew': return sm.values.set(key, sm.execution.id, { ifVersion: version, ttl: 3600 });
          case 'show': return (await sm.values.getEntry(key)).version;
          default: return sm.values.delete(key);
        }
        """);

    // When
    String[] told =
        Stream.of(
                "take", "show", "free", "take", "renew 1", "renew 2", "show", "free", "take",
                "show")
            .map(it -> it.split(" "))
            .map(
                it -> {
                  send(
                      event("acme", "e-" + System.nanoTime())
                          .setKey(it[0])
                          .setPayload(
                              "{\"key\": \"lock\", \"version\": %s}"
                                  .formatted(it.length > 1 ? it[1] : 0))
                          .build());
                  return executions.readValue().getResult();
                })
            .toArray(String[]::new);

    // Then
    assertThat(told).containsExactly("1", "1", "true", "2", "false", "true", "3", "true", "4", "4");
  }

  @Test
  void shouldListValuesInPagesOfAMebibyte() {
    // Given
    save(
        "acme",
        "score",
        """
        if (event.payload.fill) {
          for (let n = 10; n < 40; n++) await sm.values.set('p:' + n, 'x'.repeat(60_000));
          return;
        }
        const one = await sm.values.list('p:', { limit: 1, after: 'p:10' });
        const first = await sm.values.list('p:');
        const second = await sm.values.list('p:', { after: first.next });
        const none = await sm.values.list('q:');
        return [one[0].key, one.next, first.length, first.next, second.length, second.next, none.length, none.next];
        """);

    // When
    send(event("acme", "e-1").setPayload("{\"fill\": true}").build());
    send(event("acme", "e-2").build());

    // Then
    assertThat(executions.readValuesToList().getLast().getResult())
        .isEqualTo("[\"p:11\",\"p:11\",17,\"p:26\",13,null,0,null]");
  }

  @Test
  void shouldExpireValues() {
    // Given
    save("acme", "score", "await sm.values.set('a', 1, { ttl: 1 });");
    send(event("acme", "e-1").build());

    // When
    await()
        .until(
            () -> {
              harness.driver().advanceWallClockTime(Duration.ofSeconds(1));
              return harness.driver().getKeyValueStore("values-by-tenant").get("acme/a") == null;
            });

    // Then
    var values = harness.output(harness.topics().scriptValues());
    assertThat(values.readKeyValuesToList())
        .extracting(it -> it.key, it -> it.value == null)
        .containsExactly(tuple("acme/a", false), tuple("acme/a", true));
  }

  @Test
  void shouldRefuseEffectsThatAreTooLargeTogether() {
    // Given
    save(
        "acme",
        "flood",
        """
        await sm.values.set('n', 1);
        for (let n = 0; n < event.payload; n++) await sm.emit('a.b', 'k', 'x'.repeat(1_000_000));
        """);

    // When
    send(event("acme", "e-1").setPayload("9").build());
    send(event("acme", "e-2").setPayload("8").build());

    // Then
    List<Execution> ended = executions.readValuesToList();
    assertThat(ended)
        .extracting(Execution::getOutcome, Execution::getValuesWritten, Execution::getEmitted)
        .containsExactly(tuple("limit_exceeded", 0, 0), tuple("succeeded", 1, 8));
    assertThat(ended.getFirst().getError().getCode()).isEqualTo("effects_limit");
    assertThat(harness.output(harness.topics().scriptEvents()).readValuesToList()).hasSize(8);
  }

  @Test
  void shouldEndAChainAtItsDepth() {
    // Given
    save("acme", "score", "await sm.emit('issue.again', null, 1);");
    harness
        .input(harness.topics().tenants())
        .pipeInput(
            "acme", Tenant.newBuilder(tenant("acme")).setLimits(Map.of("chainDepth", 2L)).build());

    // When
    send(event("acme", "e-1").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getDepth, Execution::getOutcome)
        .containsExactly(tuple(0, "succeeded"), tuple(1, "succeeded"), tuple(2, "limit_exceeded"));
  }

  @Test
  void shouldNotWaitAgainWhereAnExecutionIsRepeatedForWhatOthersChanged() {
    // Given executions that have all read a value before the first of them changes it
    save(
        "acme",
        "score",
        """
        const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
        await sleep(2000);
        const n = (await sm.values.get('n')) ?? 0;
        await sleep(1000);
        await sm.values.set('n', n + 1);
        """);

    // When
    for (int n = 0; n < 4; n++) {
      pipe(event("acme", "e-" + n).build());
    }
    FairQueue queue = running.parts(null).workers().queue();
    await().until(() -> queue.counts("acme").waiting() == 4);
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .hasSize(4)
        .allMatch(it -> it.getOutcome().equals("succeeded"))
        .filteredOn(it -> it.getDurationMillis() < 3_000)
        .hasSize(3);
    ScriptValue value =
        (ScriptValue) harness.driver().getKeyValueStore("values-by-tenant").get("acme/n");
    assertThat(value.getValue()).isEqualTo("4");
  }

  @Test
  void shouldLoseNoUpdateOfExecutionsThatRunSideBySide() {
    // Given
    save("acme", "score", "await sm.values.set('n', ((await sm.values.get('n')) ?? 0) + 1);");

    // When
    for (int n = 0; n < 200; n++) {
      pipe(event("acme", "e-" + n).build());
    }
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .hasSize(200)
        .allMatch(it -> it.getOutcome().equals("succeeded"));
    ScriptValue value =
        (ScriptValue) harness.driver().getKeyValueStore("values-by-tenant").get("acme/n");
    assertThat(value.getValue()).isEqualTo("200");
  }
}
