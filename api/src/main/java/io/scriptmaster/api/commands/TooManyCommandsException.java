package io.scriptmaster.api.commands;

/** Too many callers wait for verdicts already. Nothing was sent: try again. */
public final class TooManyCommandsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean ofTenant;

  private TooManyCommandsException(String message, boolean ofTenant) {
    super(message);
    this.ofTenant = ofTenant;
  }

  static TooManyCommandsException ofAll(long waiting) {
    return new TooManyCommandsException(
        "%d changes wait for their verdicts already; nothing was sent, try again in a moment"
            .formatted(waiting),
        false);
  }

  static TooManyCommandsException ofTenant(long waiting) {
    return new TooManyCommandsException(
        "%d changes of the tenant wait for their verdicts already; nothing was sent, try again in a moment"
            .formatted(waiting),
        true);
  }

  /** Whether those of the tenant alone are too many. */
  public boolean isOfTenant() {
    return ofTenant;
  }
}
