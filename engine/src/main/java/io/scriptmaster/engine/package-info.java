/**
 * The JavaScript sandbox as a plain library: source text and JSON in, a {@link
 * io.scriptmaster.engine.ScriptResult} out.
 *
 * <p>Offers {@link io.scriptmaster.engine.ScriptEngine} and the records it takes and gives. Hides
 * GraalJS altogether: no polyglot type crosses this border, so the runner can move to another
 * process without changing anything above it.
 *
 * <p>Inside, one run goes: {@code ScriptCompiler} (which of the two forms is it, is it sound) →
 * {@code ScriptRun} (a fresh context under a {@code Deadline}) → {@code Guest} (the JavaScript
 * side, {@code bootstrap.js}) → {@code Verdict} (what the guest says, as a result).
 */
package io.scriptmaster.engine;
