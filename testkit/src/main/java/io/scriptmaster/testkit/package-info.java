/**
 * What tests share: a real broker and registry for the JVM ({@link
 * io.scriptmaster.testkit.LocalCluster}), the same serdes without any ({@link
 * io.scriptmaster.testkit.FakeRegistry}), readers that read to the end.
 */
package io.scriptmaster.testkit;
