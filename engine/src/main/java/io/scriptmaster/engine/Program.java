package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * What runs: a script of one owner in one revision, with all libraries that it can import, pinned.
 * Equal programs share warm contexts, one run at a time each.
 *
 * @param owner the tenant's id; part of equality, so no context is ever shared between tenants
 * @param revision of the script; informs equality only
 * @param libraries by the name after {@code lib/}; empty when the script imports none
 */
public record Program(String owner, Script script, int revision, Map<String, Script> libraries) {

  public Program {
    requireNonNull(owner, "owner");
    requireNonNull(script, "script");
    libraries = Map.copyOf(libraries);
  }

  /** A program without libraries. */
  public Program(String owner, Script script, int revision) {
    this(owner, script, revision, Map.of());
  }

  /**
   * A program that returns whether an expression is true of the {@code event} in its scope.
   *
   * @param expression one that {@link ScriptEngine#checkFilter} called valid
   */
  public static Program filter(String owner, String listenerId, int version, String expression) {
    String source = "return !!(" + expression + "\n)";
    return new Program(owner, new Script("filter of " + listenerId, source), version);
  }

  /** Cheap: strings remember their hash, and libraries are left out. */
  @Override
  public int hashCode() {
    return (owner.hashCode() * 31 + script.hashCode()) * 31 + revision;
  }
}
