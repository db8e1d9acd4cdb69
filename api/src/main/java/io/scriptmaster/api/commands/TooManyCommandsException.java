package io.scriptmaster.api.commands;

/** Too many callers wait for verdicts already. Nothing was sent: try again. */
public final class TooManyCommandsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  TooManyCommandsException(int waiting) {
    super(
        "%d changes wait for their verdicts already; nothing was sent, try again in a moment"
            .formatted(waiting));
  }
}
