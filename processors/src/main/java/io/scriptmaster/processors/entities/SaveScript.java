package io.scriptmaster.processors.entities;

/**
 * The body of the command that saves a script.
 *
 * @param source JavaScript, at most {@value #MAX_SOURCE} characters; its syntax is checked at the
 *     door
 * @param description null or at most {@value #MAX_DESCRIPTION} characters
 * @param enabled a disabled script starts no executions; true unless given
 */
public record SaveScript(String source, String description, Boolean enabled)
    implements CommandBody {

  public static final int MAX_SOURCE = 256 * 1024;
  public static final int MAX_DESCRIPTION = 2_000;

  public SaveScript {
    if (source == null || source.isBlank() || source.length() > MAX_SOURCE) {
      throw new InvalidFieldException(
          "source", "source is JavaScript of 1 to %d characters".formatted(MAX_SOURCE));
    }
    if (description != null && description.length() > MAX_DESCRIPTION) {
      throw new InvalidFieldException(
          "description", "description is text of at most %d characters".formatted(MAX_DESCRIPTION));
    }
    enabled = enabled == null || enabled;
  }
}
