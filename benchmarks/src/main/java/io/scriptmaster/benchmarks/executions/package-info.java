/** {@code benchmark executions}: start at {@code ExecutionsBenchmark}. */
package io.scriptmaster.benchmarks.executions;
