package io.scriptmaster.processors.streams;

/** A view is being restored or is moving to another instance: try again in a moment. */
public final class ViewUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ViewUnavailableException(String store, Throwable cause) {
    super(
        "the view %s is being restored or is moving; try again in a moment".formatted(store),
        cause);
  }
}
