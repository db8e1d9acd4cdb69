/** Reads and writes of entities by two instances. */
package io.scriptmaster.benchmarks.entities;
