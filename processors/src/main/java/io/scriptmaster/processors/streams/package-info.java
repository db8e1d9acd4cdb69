/**
 * How topologies are run: settings, the Kafka Streams client around them, where their records go.
 * Feature packages use it and it uses none of them.
 */
package io.scriptmaster.processors.streams;
