package io.scriptmaster.testkit.guarantees;

/**
 * A stored value at the end.
 *
 * @param json JSON text
 * @param writes how often it has to have been written
 */
public record ExpectedValue(String json, long writes) {}
