package io.scriptmaster.processors.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every limit: its name in entities, what holds unless somebody says otherwise, and the most. */
public enum Limit {
  /** CPU time of one attempt. */
  CPU_MILLIS("cpuMillis", Scope.SCRIPT, 5_000, 60_000),
  /** Time of one attempt from start to end, waiting included. */
  WALL_MILLIS("wallMillis", Scope.SCRIPT, 25_000, 300_000),
  /**
   * What one attempt holds of memory, as far as can be told; it may allocate 16 times as much in
   * all. Never more than an eighth of the instance's heap.
   */
  ALLOCATED_BYTES("allocatedBytes", Scope.SCRIPT, 1_048_576, 268_435_456, 1_073_741_824),
  /** The JSON text that a script returns, in UTF-8; its record has to stay below 2 MiB. */
  RESULT_BYTES("resultBytes", Scope.SCRIPT, 64, 262_144, 1_048_576),
  LOG_LINES("logLines", Scope.SCRIPT, 1_000, 10_000),
  /** Reads, writes and deletions of stored values by one attempt. */
  VALUE_OPERATIONS("valueOperations", Scope.SCRIPT, 1_000, 10_000),
  EMITTED_EVENTS("emittedEvents", Scope.SCRIPT, 100, 1_000),
  /** Key, payload and headers of one emitted event, in UTF-8; no topic takes more than a MiB. */
  EVENT_BYTES("eventBytes", Scope.SCRIPT, 64, 1_048_576, 1_048_576),
  /** How many executions may stand between one and what came from outside. */
  CHAIN_DEPTH("chainDepth", Scope.SCRIPT, 20, 100),
  /** Executions that have started and not finished. */
  CONCURRENCY("concurrency", Scope.TENANT, 100, 10_000),
  /** The share of the workers, in relation to the other tenants'. */
  WEIGHT("weight", Scope.TENANT, 100, 10_000),
  /** Executions that wait. */
  BACKLOG("backlog", Scope.TENANT, 1_000_000, 10_000_000),
  /** Keys and JSON texts of all stored values together. */
  VALUE_BYTES("valueBytes", Scope.TENANT, 104_857_600, 10_737_418_240L),
  /** Stored values. */
  VALUES("values", Scope.TENANT, 100_000, 10_000_000),
  /** The revisions of all scripts, deleted ones included, as they are stored. */
  REVISION_BYTES("revisionBytes", Scope.TENANT, 67_108_864, 10_737_418_240L);

  private final String word;
  private final Scope scope;
  private final long least;
  private final long platform;
  private final long most;

  /** Who may set a limit. */
  private enum Scope {
    /** The operator for a tenant, and below that the tenant for a script. */
    SCRIPT,
    /** The operator for a tenant. */
    TENANT
  }

  Limit(String word, Scope scope, long platform, long most) {
    this(word, scope, 1, platform, most);
  }

  Limit(String word, Scope scope, long least, long platform, long most) {
    this.word = word;
    this.scope = scope;
    this.least = least;
    this.platform = platform;
    this.most = most;
  }

  /** The name in entities and messages, such as {@code cpuMillis}. */
  public String word() {
    return word;
  }

  /** Whether a script may have one of its own. */
  public boolean isOfScripts() {
    return scope == Scope.SCRIPT;
  }

  /** What a tenant has unless the operator gave it another. */
  public long platform() {
    return platform;
  }

  /** Less is refused. */
  public long least() {
    return least;
  }

  /** The most that the operator may give a tenant. */
  public long most() {
    return most;
  }

  public static Optional<Limit> ofWord(String word) {
    return Arrays.stream(values()).filter(limit -> limit.word.equals(word)).findFirst();
  }

  /** Those that a script may have of its own. */
  public static List<Limit> ofScripts() {
    return Arrays.stream(values()).filter(Limit::isOfScripts).toList();
  }

  /** The names of limits, for messages. */
  static String words(List<Limit> limits) {
    return limits.stream().map(Limit::word).collect(Collectors.joining(", "));
  }

  /**
   * What holds for a tenant.
   *
   * @param tenant the limits of its entity, by name
   */
  public long of(Map<String, Long> tenant) {
    return Math.clamp(tenant.getOrDefault(word, platform), least, most);
  }

  /**
   * What holds for a script of a tenant: its own, but never more than the tenant's, which may have
   * been lowered since the script was saved.
   *
   * @param tenant the limits of the tenant's entity, by name
   * @param script those of the script's
   */
  public long of(Map<String, Long> tenant, Map<String, Long> script) {
    long bound = of(tenant);
    return isOfScripts() ? Math.clamp(script.getOrDefault(word, bound), least, bound) : bound;
  }
}
