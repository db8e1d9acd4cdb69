package io.scriptmaster.processors.entities;

/**
 * The body of the command that saves a script.
 *
 * @param source JavaScript, at most {@value #MAX_SOURCE} characters; its syntax is checked at the
 *     door
 * @param description null or at most {@value #MAX_TEXT} characters
 * @param message why this revision is made, null or at most {@value #MAX_TEXT} characters
 * @param enabled a disabled script starts no executions; true unless given
 */
public record SaveScript(String source, String description, String message, Boolean enabled)
    implements CommandBody {

  public static final int MAX_SOURCE = 256 * 1024;
  public static final int MAX_TEXT = 2_000;

  public SaveScript {
    Fields.require(
        source != null && !source.isBlank() && source.length() <= MAX_SOURCE,
        "source",
        "source is JavaScript of 1 to %d characters".formatted(MAX_SOURCE));
    requireText("description", description);
    requireText("message", message);
    enabled = enabled == null || enabled;
  }

  private static void requireText(String field, String text) {
    Fields.require(
        text == null || text.length() <= MAX_TEXT,
        field,
        "%s is text of at most %d characters".formatted(field, MAX_TEXT));
  }
}
