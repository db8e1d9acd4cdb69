package io.scriptmaster.standalone;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Sends the log to a folder: the console belongs to the person. */
final class Logs {

  private static final String FOLDER = "scriptmaster.logs";

  private Logs() {}

  /** To be called before the first logger is made: {@code logback.xml} reads the folder then. */
  static void to(Path folder) {
    System.setProperty(FOLDER, folder.toString());
  }

  /** A logger made before that would create a folder where the command was called. */
  static boolean areOpen() {
    return System.getProperty(FOLDER) != null;
  }

  /** What ends a thread goes to the log too, where there is one, and not over the console. */
  static void takeUncaughtFailures() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (areOpen()) {
            LoggerFactory.getLogger(Logs.class).error("Thread {} ended", thread.getName(), failure);
          } else {
            failure.printStackTrace();
          }
        });
  }
}
