package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.Stores;

/**
 * In: {@code commands}. Out: the new states to the compacted topics of their kinds, each change to
 * {@code entity-changes}, one verdict per command to {@code command-results}.
 *
 * <p>Keyed by tenant, so one task is the single writer of a tenant's entities. State, topics and
 * verdict change in one transaction. Separate from the executions, so that a write waits for no
 * script and commits at its own short interval.
 */
public final class EntitiesTopology {

  /** A write waits for its verdict, which waits for a commit. */
  public static final StreamsProfile PROFILE =
      new StreamsProfile("entities", true, Duration.ofMillis(20));

  private EntitiesTopology() {}

  public static Topology build(TopologyConfig config, TopicCatalogue topics, AvroSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);
    EntityValues values = new EntityValues(topics, serdes);

    addStores(builder, byTenant, topics, serdes);

    // read
    KStream<String, Command> commands =
        builder.stream(topics.commands().name(), byTenant.read(topics.commands(), "read-commands"));

    // decide
    KStream<String, Verdict> verdicts =
        commands.processValues(
            () -> new DecideCommandProcessor(values),
            Named.as("decide-commands"),
            EntityStores.TENANTS,
            EntityStores.ENTITIES,
            DecideCommandProcessor.VERDICTS);

    // split and write
    for (EntityRules<?, ?> rules : EntityCatalogue.all()) {
      writeStates(verdicts, rules, topics, byTenant);
    }
    KStream<String, ScriptRevision> revisions =
        verdicts.flatMap(
            (tenant, verdict) ->
                verdict.states().stream().flatMap(EntitiesTopology::revision).toList(),
            Named.as("pick-script-revisions"));
    KStream<String, EntityChange> changes =
        verdicts.flatMapValues(Verdict::audit, Named.as("pick-entity-changes"));
    KStream<String, CommandResult> results =
        verdicts.mapValues(Verdict::result, Named.as("pick-command-results"));
    revisions.to(
        topics.scriptRevisions().name(),
        byTenant.write(topics.scriptRevisions(), "write-script-revisions"));
    changes.to(
        topics.entityChanges().name(),
        byTenant.write(topics.entityChanges(), "write-entity-changes"));
    results.to(
        topics.commandResults().name(),
        byTenant.write(topics.commandResults(), "write-command-results"));
    return builder.build();
  }

  private static void addStores(
      StreamsBuilder builder, ByTenant byTenant, TopicCatalogue topics, AvroSerdes serdes) {
    Duration remembered = DecideCommandProcessor.REMEMBERED;
    builder.addStateStore(byTenant.store(EntityStores.TENANTS, topics.tenants()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(EntityStores.ENTITIES),
            Serdes.String(),
            Serdes.ByteArray()));
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                DecideCommandProcessor.VERDICTS, remembered, remembered, false),
            Serdes.String(),
            serdes.serde(topics.commandResults())));
  }

  /** A stream and a sink of its own for each kind: {@code pick-scripts}, {@code write-scripts}. */
  private static <E extends SpecificRecord> void writeStates(
      KStream<String, Verdict> verdicts,
      EntityRules<?, E> rules,
      TopicCatalogue topics,
      ByTenant byTenant) {
    Topic<E> topic = rules.topic(topics);
    String name = rules.kind().word() + "s";
    KStream<String, E> states =
        verdicts.flatMap(
            (tenant, verdict) ->
                verdict.states().stream()
                    .flatMap(change -> state(change, rules.kind(), topic))
                    .toList(),
            Named.as("pick-" + name));
    states.to(topic.name(), byTenant.write(topic, "write-" + name));
  }

  private static <E extends SpecificRecord> Stream<KeyValue<String, E>> state(
      StateChange change, EntityKind kind, Topic<E> topic) {
    if (!(change instanceof StateChange.OfEntity entity) || entity.kind() != kind) {
      return Stream.empty();
    }
    String key =
        kind == EntityKind.TENANT
            ? entity.tenant().value()
            : new EntityKey(entity.tenant(), entity.id()).toString();
    return Stream.of(KeyValue.pair(key, entity.after().map(topic.value()::cast).orElse(null)));
  }

  private static Stream<KeyValue<String, ScriptRevision>> revision(StateChange change) {
    return switch (change) {
      case StateChange.OfRevision(var tenant, var revision) ->
          Stream.of(
              KeyValue.pair(
                  EntityKeys.revisionRecord(tenant, revision.getScript(), revision.getRevision()),
                  revision));
      case StateChange.OfForgottenRevision(var tenant, var script, var number) ->
          Stream.of(KeyValue.pair(EntityKeys.revisionRecord(tenant, script.value(), number), null));
      case StateChange.OfEntity _ -> Stream.empty();
    };
  }
}
