/** Shows what ran: executions and their log lines. */
package io.scriptmaster.api.executions;
