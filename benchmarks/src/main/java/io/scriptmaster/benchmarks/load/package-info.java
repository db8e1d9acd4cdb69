/**
 * Events, who sends them at which rate, and when they were answered. Knows Kafka and the schemas,
 * not what is measured.
 */
package io.scriptmaster.benchmarks.load;
