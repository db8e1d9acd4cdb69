/**
 * The view of what ran and of what could not: finished executions with their log lines, dead
 * letters and who redrove them, and who changed what; per tenant, newest first, for as long as
 * their topics keep them.
 */
package io.scriptmaster.processors.history;
