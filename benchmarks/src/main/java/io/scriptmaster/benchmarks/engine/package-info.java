/** {@code benchmark engine}: start at {@code EngineBenchmark}; {@code EngineProcess} measures. */
package io.scriptmaster.benchmarks.engine;
