package io.scriptmaster.processors.entities;

/**
 * The body of the command that makes an old source of a script its newest revision.
 *
 * @param revision from 1
 * @param message null or why, at most {@value SaveScript#MAX_TEXT} characters
 */
public record RestoreRevision(int revision, String message) implements CommandBody {

  public RestoreRevision {
    Fields.require(revision >= 1, "revision", "revision is a number from 1");
    Fields.require(
        message == null || message.length() <= SaveScript.MAX_TEXT,
        "message",
        "message is text of at most %d characters".formatted(SaveScript.MAX_TEXT));
  }
}
