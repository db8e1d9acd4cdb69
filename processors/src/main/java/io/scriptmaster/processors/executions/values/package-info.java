/**
 * What scripts stored: read by executions that run side by side, changed by the stream thread, one
 * execution after another.
 *
 * <p>An execution remembers when it read what. Before its writes are applied, {@link
 * io.scriptmaster.processors.executions.values.TenantValues} tells whether something it had read
 * has changed since; then it is run again. So the outcome is as if executions had run one after
 * another (optimistic concurrency control; Kung and Robinson 1981).
 */
package io.scriptmaster.processors.executions.values;
