/**
 * The view of what ran: finished executions and their log lines, per tenant, newest first, for as
 * long as their topics keep them.
 */
package io.scriptmaster.processors.history;
