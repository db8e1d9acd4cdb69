/**
 * Encrypts what tenants keep secret, before it is written to Kafka.
 *
 * <p>Each tenant has a data key; secrets are encrypted under it with AES-256-GCM, bound to tenant
 * and name. The data key itself is encrypted under a master key, which comes from a file or the
 * environment and is never written. Deleting a tenant's data key makes all its secrets, in every
 * topic, log segment and backup, unreadable.
 */
package io.scriptmaster.processors.secrets;
