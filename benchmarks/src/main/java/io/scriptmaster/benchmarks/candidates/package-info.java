/**
 * Who is compared: {@code ProductUnderTest} and the {@code Baseline}s, behind {@code Candidate};
 * {@code OutputCheck} looks whether they did the same work.
 */
package io.scriptmaster.benchmarks.candidates;
