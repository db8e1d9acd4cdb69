package io.scriptmaster.processors.entities;

/**
 * The body of the command that saves a tenant.
 *
 * @param displayName 1 to 200 characters
 */
public record SaveTenant(String displayName) implements CommandBody {

  private static final int MAX_NAME = 200;

  public SaveTenant {
    if (displayName == null || displayName.isBlank() || displayName.length() > MAX_NAME) {
      throw new InvalidFieldException(
          "displayName", "displayName is text of 1 to %d characters".formatted(MAX_NAME));
    }
  }
}
