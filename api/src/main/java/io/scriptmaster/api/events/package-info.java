/**
 * Takes trigger events over HTTP, for producers without an Avro client, and writes them to {@code
 * trigger-events}.
 *
 * <p>Offers {@link io.scriptmaster.api.events.TriggerEventSender} and the routes. Hides how a batch
 * is read and checked.
 */
package io.scriptmaster.api.events;
