package io.scriptmaster.engine;

/**
 * A run has no result, because it was cancelled or given up. Nothing of it is to be recorded or
 * applied.
 */
public final class ScriptCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ScriptCancelledException(String message) {
    super(message);
  }
}
