/**
 * What the platform promises, as objects that say where it is broken.
 *
 * <p>A test says what it sends and what has to come of it ({@link
 * io.scriptmaster.testkit.guarantees.Workload}), reads back what is there ({@link
 * io.scriptmaster.testkit.guarantees.Written}), and asks every {@link
 * io.scriptmaster.testkit.guarantees.Guarantee}. The manner is that of the processing guarantees of
 * line/decaton.
 */
package io.scriptmaster.testkit.guarantees;
