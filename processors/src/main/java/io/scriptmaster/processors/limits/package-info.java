/**
 * What a tenant, and one execution of a script, may take: the names, what holds unless somebody
 * says otherwise, and the most that may be given.
 *
 * <p>{@link io.scriptmaster.processors.limits.Limit} is the one list; {@link
 * io.scriptmaster.processors.limits.ExecutionLimits} and {@link
 * io.scriptmaster.processors.limits.TenantShare} are what holds for a tenant and its script.
 */
package io.scriptmaster.processors.limits;
