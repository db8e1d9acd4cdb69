/**
 * Tenants and what they own over HTTP: reads from the view that decides, writes as commands.
 *
 * <p>Start at {@link io.scriptmaster.api.entities.EntityEndpoints}, which is the same for every
 * kind a tenant owns.
 */
package io.scriptmaster.api.entities;
