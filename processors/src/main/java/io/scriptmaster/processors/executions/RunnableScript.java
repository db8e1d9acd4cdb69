package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.entity.RetryPolicy;
import java.util.Optional;

/**
 * A script in its current revision, ready to run.
 *
 * @param retry empty where an attempt is the last whatever comes of it
 */
record RunnableScript(
    String id,
    int revision,
    boolean enabled,
    Program program,
    ScriptLimits limits,
    Optional<RetryPolicy> retry) {}
