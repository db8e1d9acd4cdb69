/**
 * The tokens of tenants: made, shown once, recognised, deleted.
 *
 * <p>Start at {@link io.scriptmaster.api.tokens.TokenRoutes} and {@link
 * io.scriptmaster.api.tokens.StoredTokens}. Hides what a token looks like and how it is compared.
 */
package io.scriptmaster.api.tokens;
