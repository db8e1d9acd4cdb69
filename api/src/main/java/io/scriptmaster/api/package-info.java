/**
 * The REST API: a thin layer over commands and views.
 *
 * <p>Start at {@link io.scriptmaster.api.ApiServer}. Each feature package adds its routes; {@code
 * http} holds the words in which they answer. Nothing is decided here: writes become commands,
 * reads come from the views.
 */
package io.scriptmaster.api;
