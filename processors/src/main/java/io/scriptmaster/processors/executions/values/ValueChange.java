package io.scriptmaster.processors.executions.values;

import io.scriptmaster.execution.ScriptValue;
import java.util.Optional;

/**
 * What is under a key from now on.
 *
 * @param key {@code tenant/key}
 * @param value empty where it was deleted
 */
public record ValueChange(String key, Optional<ScriptValue> value) {}
