/**
 * What the product is compared with: the same work by hand. {@code BaselineApplication} is the
 * process, {@code JavaTopology} the application.
 */
package io.scriptmaster.benchmarks.baselines;
