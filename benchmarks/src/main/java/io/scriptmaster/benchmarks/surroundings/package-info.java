/** The processes of a benchmark: broker, registry, what is measured, and what it uses. */
package io.scriptmaster.benchmarks.surroundings;
