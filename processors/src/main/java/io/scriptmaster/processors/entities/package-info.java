/**
 * The single writer of every entity: commands in; states, and verdicts, out, in one transaction.
 *
 * <p>Offers the commands' bodies ({@link io.scriptmaster.processors.entities.SaveScript} and the
 * like), the topology, and {@link io.scriptmaster.processors.entities.EntityView} to read what was
 * decided. Hides the decisions and the stores.
 */
package io.scriptmaster.processors.entities;
