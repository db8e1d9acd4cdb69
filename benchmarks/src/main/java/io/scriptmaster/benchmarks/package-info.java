/**
 * What is measured: one class with a main method per benchmark; {@code benchmarks/README.md} has
 * the figures.
 */
package io.scriptmaster.benchmarks;
