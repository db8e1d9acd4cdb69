/**
 * Runs again what ran, or could not: reads the record that started it, and asks for an execution of
 * it.
 *
 * <p>Offers {@link io.scriptmaster.api.replays.ReplayRoutes}, and to the redrive of dead letters
 * what both need. Hides how single records are read from Kafka.
 */
package io.scriptmaster.api.replays;
