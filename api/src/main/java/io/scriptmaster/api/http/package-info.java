/**
 * The words of HTTP in which the features answer: a {@link io.scriptmaster.api.http.Call} in, an
 * {@link io.scriptmaster.api.http.Answer} or a {@link io.scriptmaster.api.http.Problem} out.
 *
 * <p>Hides the web server, how a caller is recognised, how bodies are bounded and how JSON is read.
 * Knows no path.
 */
package io.scriptmaster.api.http;
