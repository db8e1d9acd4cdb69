package io.scriptmaster.api.http;

/** Who may come in. In the order from strict to open. */
public enum Access {
  /** Who shows a valid token. */
  WITH_TOKEN,
  /** Everybody on this machine; from elsewhere, who shows a valid token. */
  OPEN_ON_LOOPBACK,
  /** Everybody: only for answers that tell nothing. */
  OPEN
}
