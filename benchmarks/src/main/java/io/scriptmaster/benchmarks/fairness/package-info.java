/**
 * {@code benchmark fairness}: start at {@code FairnessBenchmark}; {@code Noise} has the noisy
 * tenants.
 */
package io.scriptmaster.benchmarks.fairness;
