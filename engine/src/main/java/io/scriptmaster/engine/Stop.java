package io.scriptmaster.engine;

/** Why a run is ended from outside the script. */
sealed interface Stop {

  /** Its time is up. */
  record TimeUp() implements Stop {}

  /**
   * It used too much.
   *
   * @param code as in {@link ScriptError}
   * @param what of what, for the script's author
   */
  record Exceeded(String code, String what) implements Stop {}

  /** Nobody wants it any more. */
  record Cancelled() implements Stop {}

  /** The platform failed it. */
  record PlatformFailed(RuntimeException failure) implements Stop {}
}
