/**
 * What the senders of commands and of trigger events share: the connection, and the one producer
 * setting.
 */
package io.scriptmaster.api.kafka;
