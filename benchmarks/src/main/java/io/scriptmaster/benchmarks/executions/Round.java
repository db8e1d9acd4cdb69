package io.scriptmaster.benchmarks.executions;

/**
 * What one candidate did with one backlog, from a cold JVM on.
 *
 * @param wholeRate executions per second
 * @param warmRate of the second half
 * @param allocatedBytes per execution of the second half, by all threads of the process
 * @param cpuNanos per execution of the second half, by the whole process
 * @param resultHash equal for equal results
 */
record Round(
    double wholeRate, double warmRate, double allocatedBytes, double cpuNanos, long resultHash) {}
