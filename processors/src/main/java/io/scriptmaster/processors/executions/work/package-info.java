/**
 * Who runs next: one queue per tenant, and the threads that take from them.
 *
 * <p>Offers {@link io.scriptmaster.processors.executions.work.Workers}, {@link
 * io.scriptmaster.processors.executions.work.FairQueue} and {@link
 * io.scriptmaster.processors.executions.work.Ticket}. Knows nothing of Kafka, of scripts or of what
 * an execution is: a ticket has a tenant, a lane and a {@link
 * io.scriptmaster.processors.executions.work.Job}.
 */
package io.scriptmaster.processors.executions.work;
