/**
 * The JavaScript sandbox as a plain library: source text and JSON in, a {@link
 * io.scriptmaster.engine.ScriptResult} out.
 *
 * <p>Offers {@link io.scriptmaster.engine.ScriptEngine}, {@link io.scriptmaster.engine.ScriptRun}
 * and the records they take and give. Hides GraalJS altogether: no polyglot type crosses this
 * border, so the runner can move to another process without changing anything above it.
 *
 * <p>Inside, one run goes: {@code Realms} (a warm context of the program, or {@code
 * ProgramCompiler} and a new one) → {@code Realm} (the JavaScript side, {@code realm/*.js}, which
 * calls {@code HostFunctions}) → {@code Results} (what came of it, as a result), under the eyes of
 * {@code Watchdog}.
 */
package io.scriptmaster.engine;
