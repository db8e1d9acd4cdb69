package io.scriptmaster.processors.history;

/**
 * How {@code entity-changes} tells that a dead letter was redriven: for the audit, and for the
 * view, which has no other way to know.
 *
 * <p>The entity is the dead letter's id, the version counts its redrives.
 */
public final class Redriven {

  /** The kind of the change. */
  public static final String KIND = "dead-letter";

  /** The action of the change. */
  public static final String ACTION = "redriven";

  private Redriven() {}
}
