/**
 * Runs the scripts that trigger events start: trigger events in; executions, log lines and dead
 * letters out.
 *
 * <p>Start at {@link io.scriptmaster.processors.executions.ExecutionsTopology}.
 */
package io.scriptmaster.processors.executions;
