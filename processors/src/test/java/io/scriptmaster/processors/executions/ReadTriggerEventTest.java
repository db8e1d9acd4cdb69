package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.streams.Origin;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ReadTriggerEventTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  private final TopicCatalogue topics = TopicCatalogue.withDefaultPrefix();
  private final FakeRegistry registry = FakeRegistry.with(topics);

  @Test
  void shouldSetAsideWhatIsOfNoTenant() {
    assertThat(read(tenant -> false))
        .isInstanceOfSatisfying(
            Intake.Refused.class,
            refused -> assertThat(refused.letter().getReason()).isEqualTo("unknown_tenant"));
  }

  @Test
  void shouldNotSetAsideAnEventBecauseItsTenantCanNotBeRead() {
    assertThatThrownBy(
            () ->
                read(
                    tenant -> {
                      throw new SerializationException("the registry is away");
                    }))
        .isInstanceOf(SerializationException.class);
  }

  private Intake read(Predicate<TenantId> exists) {
    Topic<TriggerEvent> topic = topics.triggerEvents();
    TriggerEvent event =
        new TriggerEvent("e-1", "acme", "issue.created", null, NOW, "{}", Map.of());
    byte[] value = registry.serdes().serializer(topic).serialize(topic.name(), event);
    return new ReadTriggerEvent(registry.serdes().untrusted(topic), 1, exists)
        .read(new Origin(topic.name(), 0, 7, 0, "acme".getBytes(UTF_8), value), false, NOW);
  }
}
