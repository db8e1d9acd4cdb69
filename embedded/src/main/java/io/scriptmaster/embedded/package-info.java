/**
 * A real Kafka broker and a real schema registry on this machine, without a container engine.
 *
 * <p>Offers {@link io.scriptmaster.embedded.EmbeddedKafka} and {@link
 * io.scriptmaster.embedded.EmbeddedRegistry}, each started from a settings record and stopped by
 * {@code close()}. Both keep their data through a kill of the process and listen on 127.0.0.1 only.
 * What keeps either from starting is an {@link io.scriptmaster.embedded.EmbeddedStartException}
 * whose message is one sentence for the person at the terminal.
 *
 * <p>Hides every broker setting, the format of the data directories, and that the registry is a
 * child process.
 */
package io.scriptmaster.embedded;
