package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

/**
 * Which JavaScript runtime is active, for logs and {@code /readyz}.
 *
 * @param name for people, e.g. {@code GraalJS 25.0.3 on Interpreted}
 * @param optimizing whether hot scripts are compiled to machine code; false means every script is
 *     interpreted
 */
public record EngineRuntime(String name, boolean optimizing) {

  public EngineRuntime {
    requireNonNull(name, "name");
  }
}
