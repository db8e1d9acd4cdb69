package io.scriptmaster.engine;

import java.util.stream.IntStream;

/** The names that an import may have. */
final class ImportNames {

  static final String PREFIX = "lib/";

  /** In one source: more than a program may have libraries. */
  static final int MAX = 100;

  /** Begins a URL that holds a whole module. */
  private static final String DATA = "data:";

  private static final int MAX_SHOWN = 200;

  private ImportNames() {}

  static boolean isLibrary(String name) {
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  /** Why a source can't import as many, for the script's author. */
  static String tooMany(int count) {
    return "there are %d imports; at most %d are supported".formatted(count, MAX);
  }

  /** Of a name in quotes in a source; its beginning decides. 0 where it is not found. */
  static int offsetOf(String name, String source) {
    String begin = name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN);
    return IntStream.of(source.indexOf("'" + begin), source.indexOf('"' + begin))
        .filter(offset -> offset >= 0)
        .min()
        .orElse(0);
  }

  /**
   * The same where the script calls {@code import()}: what it imports so is found by nobody when it
   * is saved, and there only when it is imported statically, too.
   */
  static String refusalInTheRun(String name) {
    return isLibrary(name)
        ? refusal(name)
            + " among those that the script was saved with; make it a module that imports it statically: import … from 'lib/…'"
        : refusal(name);
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
