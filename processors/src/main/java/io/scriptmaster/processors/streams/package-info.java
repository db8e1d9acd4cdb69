/**
 * How topologies are run and their stores read: settings, the Kafka Streams client around them,
 * where their records go. Feature packages use it and it uses none of them.
 *
 * <p>{@link io.scriptmaster.processors.streams.StoreReads} reads a store wherever its partitions
 * are:
 *
 * <pre>
 *   StoreReads ─▶ ForwardedReads ─┬▶ LocalStores                            at work in this process
 *                                 ├▶ StoreOwners                            whom to ask
 *                                 └▶ StoreReadClient ═══▶ StoreReadServer ─▶ LocalStores
 *                                                   HTTP  of another instance
 * </pre>
 */
package io.scriptmaster.processors.streams;
