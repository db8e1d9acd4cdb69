package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * In: {@code commands}. Out: the new states to the compacted topics of their kinds, one verdict per
 * command to {@code command-results}.
 *
 * <p>Keyed by tenant, so one task is the single writer of a tenant's entities. State, topics and
 * verdict change in one transaction. Separate from the executions, so that a write waits for no
 * script and commits at its own short interval.
 */
public final class EntitiesTopology {

  /** The suffix of the application id. */
  public static final String NAME = "entities";

  private EntitiesTopology() {}

  public static Topology build(TopologyConfig config, TopicCatalogue topics, AvroSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);

    builder.addStateStore(byTenant.store(EntityStores.TENANTS, topics.tenants()));
    builder.addStateStore(byTenant.store(EntityStores.SCRIPTS, topics.scripts()));
    builder.addStateStore(byTenant.store(EntityStores.LISTENERS, topics.listeners()));

    // read
    KStream<String, Command> commands =
        builder.stream(topics.commands().name(), byTenant.read(topics.commands(), "read-commands"));

    // decide
    KStream<String, Verdict> verdicts =
        commands.processValues(
            DecideCommandProcessor::new,
            Named.as("decide-commands"),
            EntityStores.TENANTS,
            EntityStores.SCRIPTS,
            EntityStores.LISTENERS);

    // split
    KStream<String, CommandResult> results =
        verdicts.mapValues(Verdict::result, Named.as("pick-results"));
    KStream<String, Tenant> tenants =
        verdicts.flatMap(
            (tenant, verdict) ->
                verdict.change().orElse(null) instanceof StateChange.OfTenant(var key, var state)
                    ? List.of(KeyValue.pair(key, state))
                    : List.of(),
            Named.as("pick-tenants"));
    KStream<String, Script> scripts =
        verdicts.flatMap(
            (tenant, verdict) ->
                verdict.change().orElse(null) instanceof StateChange.OfScript(var key, var state)
                    ? List.of(KeyValue.pair(key, state))
                    : List.of(),
            Named.as("pick-scripts"));
    KStream<String, Listener> listeners =
        verdicts.flatMap(
            (tenant, verdict) ->
                verdict.change().orElse(null) instanceof StateChange.OfListener(var key, var state)
                    ? List.of(KeyValue.pair(key, state))
                    : List.of(),
            Named.as("pick-listeners"));

    // write
    tenants.to(topics.tenants().name(), byTenant.write(topics.tenants(), "write-tenants"));
    scripts.to(topics.scripts().name(), byTenant.write(topics.scripts(), "write-scripts"));
    listeners.to(topics.listeners().name(), byTenant.write(topics.listeners(), "write-listeners"));
    results.to(
        topics.commandResults().name(),
        byTenant.write(topics.commandResults(), "write-command-results"));
    return builder.build();
  }
}
