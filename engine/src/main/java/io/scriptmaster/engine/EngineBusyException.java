package io.scriptmaster.engine;

/**
 * The engine could not come to read a source, because it reads as many as it can at a time: a
 * condition of this process, which says nothing about the source. Try again in a moment.
 */
public final class EngineBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public EngineBusyException() {
    super("as many sources are being read as there can be at a time; try again in a moment");
  }
}
