package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import java.util.Optional;

/**
 * A request to run one script once.
 *
 * @param listener the first, by id, that chose the script
 * @param script empty where the listener names a script that is gone
 */
record Admission(Listener listener, Optional<Script> script) {}
