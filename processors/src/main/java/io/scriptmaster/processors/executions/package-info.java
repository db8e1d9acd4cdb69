/**
 * Runs the scripts that triggers start: events and requests in; executions, log lines, values,
 * emitted events and dead letters out.
 *
 * <p>Start at {@link io.scriptmaster.processors.executions.ExecutionsTopology}. An execution goes
 * {@code TaskExecutions.admit} → {@code FairQueue} → {@code Worker} → {@code ScriptJob} → {@code
 * EndedAttempts} → {@code SettleAttempt}: all but the worker and the job on the stream thread of
 * its partition.
 */
package io.scriptmaster.processors.executions;
