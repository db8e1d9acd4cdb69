/** What all senders share: the connection, and the one producer setting. */
package io.scriptmaster.api.kafka;
