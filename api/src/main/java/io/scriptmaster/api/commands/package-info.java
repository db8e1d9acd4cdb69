/**
 * Turns a write into a command and waits for its verdict.
 *
 * <p>Offers {@link io.scriptmaster.api.commands.Commands}, and {@link
 * io.scriptmaster.api.commands.CommandSender} which does it over Kafka. Hides the topics, the
 * producer, the consumer of results and who waits for what.
 */
package io.scriptmaster.api.commands;
