package io.scriptmaster.processors.entities;

/** A field of what a client sent is not acceptable; the message says what would be. */
public final class InvalidFieldException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String field;

  public InvalidFieldException(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field's name as the client wrote it. */
  public String field() {
    return field;
  }
}
