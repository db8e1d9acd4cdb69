/**
 * Secrets over HTTP: a value is encrypted at the door, and no answer, log or error holds it.
 *
 * <p>Offers {@link io.scriptmaster.api.secrets.SecretRoutes}, and {@link
 * io.scriptmaster.api.secrets.SecretSealer} which it needs.
 */
package io.scriptmaster.api.secrets;
