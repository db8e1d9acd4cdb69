package io.scriptmaster.processors.executions.work;

/**
 * The threads that run scripts, as they are now.
 *
 * @param threads all that take tickets
 * @param slow those of them that a job has held for long
 * @param stuck those that were given up and have not ended; no longer in {@code threads}
 */
public record Crew(int threads, int slow, int stuck) {}
