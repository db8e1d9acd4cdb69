package io.scriptmaster.embedded;

import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.server.config.AbstractKafkaConfig;

/** Every broker setting we choose. What is not here is Kafka's default. */
final class KafkaProperties {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private final Properties properties = new Properties();

  private KafkaProperties() {}

  static Properties of(KafkaSettings settings, int port, int controllerPort) {
    KafkaProperties chosen = new KafkaProperties();
    chosen.oneNodeOnLoopback(port, controllerPort);
    chosen.internalTopicsForOneNode();
    chosen.promptGroups();
    chosen.quickFailover();
    chosen.smallFootprint();
    chosen.data(settings);
    refuseUnknown(settings.extraProperties().keySet());
    settings.extraProperties().forEach(chosen::set);
    return chosen.properties;
  }

  private void oneNodeOnLoopback(int port, int controllerPort) {
    String broker = "PLAINTEXT://%s:%d".formatted(LoopbackPort.ADDRESS, port);
    String controller = "%s:%d".formatted(LoopbackPort.ADDRESS, controllerPort);
    set("process.roles", "broker,controller");
    set("node.id", NODE_ID);
    set("listeners", "%s,%s://%s".formatted(broker, CONTROLLER_LISTENER, controller));
    set("advertised.listeners", broker);
    set(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,%s:PLAINTEXT".formatted(CONTROLLER_LISTENER));
    set("controller.listener.names", CONTROLLER_LISTENER);
    // Voters by configuration, not by the metadata log: the controller's port may differ at each
    // start.
    set("controller.quorum.voters", "%d@%s".formatted(NODE_ID, controller));
  }

  private void internalTopicsForOneNode() {
    set("offsets.topic.replication.factor", 1);
    set("offsets.topic.num.partitions", 4);
    set("transaction.state.log.replication.factor", 1);
    set("transaction.state.log.min.isr", 1);
    set("transaction.state.log.num.partitions", 4);
    set("share.coordinator.state.topic.replication.factor", 1);
    set("share.coordinator.state.topic.min.isr", 1);
    set("share.coordinator.state.topic.num.partitions", 4);
    set("default.replication.factor", 1);
    set("min.insync.replicas", 1);
  }

  /** All protocols are on by default, streams too; the setting that names them is deprecated. */
  private void promptGroups() {
    set("group.initial.rebalance.delay.ms", 0);
    set("group.streams.initial.rebalance.delay.ms", 0);
    for (String kind : Set.of("streams", "consumer")) {
      set("group.%s.min.session.timeout.ms".formatted(kind), 5_000);
      set("group.%s.session.timeout.ms".formatted(kind), 6_000);
      set("group.%s.min.heartbeat.interval.ms".formatted(kind), 1_000);
      // Each step of a rebalance waits for a heartbeat: at 1 s the first start of a topology takes
      // 4 s, at 2 s 5.5 s.
      set("group.%s.heartbeat.interval.ms".formatted(kind), 1_000);
    }
  }

  /** After a kill the restarted broker waits until the session of its former self has ended. */
  private void quickFailover() {
    set("broker.session.timeout.ms", 3_000);
    set("broker.heartbeat.interval.ms", 500);
    set("server.max.startup.time.ms", 60_000);
    // How often it looks for transactions whose time is over: those of instances that were killed.
    set("transaction.abort.timed.out.transaction.cleanup.interval.ms", 1_000);
  }

  /** A laptop: some hundred partitions, few clients, and no work while idle. */
  private void smallFootprint() {
    set("num.network.threads", 2);
    set("num.io.threads", 4);
    set("background.threads", 2);
    set("group.coordinator.threads", 2);
    set("log.segment.bytes", 256 * 1024 * 1024);
    // Two index files of this size are mapped per partition; a segment as above fills three
    // quarters of the larger.
    set("log.index.size.max.bytes", 1024 * 1024);
    set("log.cleaner.dedupe.buffer.size", 32 * 1024 * 1024);
    // Otherwise the controller writes and syncs a record twice a second for ever; only its lag
    // metrics need that.
    set("metadata.max.idle.interval.ms", 0);
  }

  private void data(KafkaSettings settings) {
    set("log.dirs", settings.dataDirectory());
    set("auto.create.topics.enable", false);
    set("message.max.bytes", 2 * 1024 * 1024);
    set("log.cleaner.enable", true);
    // Thirty days: a laptop that was closed for a holiday must not start from the end of its
    // topics.
    set("offsets.retention.minutes", 30 * 24 * 60);
  }

  private void set(String name, Object value) {
    properties.setProperty(name, value.toString());
  }

  private static void refuseUnknown(Set<String> names) {
    Set<String> unknown = new TreeSet<>(names);
    unknown.removeAll(AbstractKafkaConfig.CONFIG_DEF.names());
    if (!unknown.isEmpty()) {
      throw new EmbeddedStartException(
          "Kafka has no broker property %s; the names are those of https://kafka.apache.org/documentation/#brokerconfigs."
              .formatted(unknown));
    }
  }
}
