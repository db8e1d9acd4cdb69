package io.scriptmaster.engine;

/** The names that an import may have. */
final class ImportNames {

  static final String PREFIX = "lib/";

  /** Begins a URL that holds a whole module. */
  private static final String DATA = "data:";

  private static final int MAX_SHOWN = 200;

  private ImportNames() {}

  static boolean isLibrary(String name) {
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  /** Why a name can't be imported, for the script's author. */
  static String refusal(String name) {
    if (name.startsWith(DATA)) {
      return "import is not supported: " + DATA;
    }
    String shown = name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "…";
    return isLibrary(name) ? "there is no library " + shown : "import is not supported: " + shown;
  }
}
