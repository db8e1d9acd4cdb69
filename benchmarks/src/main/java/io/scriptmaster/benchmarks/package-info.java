/** What is measured: a package and a command per benchmark; {@code Main} lists them. */
package io.scriptmaster.benchmarks;
