package io.scriptmaster.processors.streams;

import java.time.Duration;

/**
 * How one application commits. Each topology has its own, which is made for it.
 *
 * @param name the suffix of the application id
 * @param exactlyOnce exactly-once v2, or at least once
 * @param commitInterval how long results wait for their transaction; consumers of committed records
 *     wait as long
 */
public record StreamsProfile(String name, boolean exactlyOnce, Duration commitInterval) {}
