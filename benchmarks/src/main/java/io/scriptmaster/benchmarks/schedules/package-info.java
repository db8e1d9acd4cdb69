/** Very many schedules in one store. */
package io.scriptmaster.benchmarks.schedules;
