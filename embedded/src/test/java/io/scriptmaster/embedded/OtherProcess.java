package io.scriptmaster.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own for a main class of these tests, to be killed or to be in the way. */
final class OtherProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private OtherProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static OtherProcess run(Class<?> main, Object... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-Xmx256m", "-cp", classPath(), main.getName()));
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    return new OtherProcess(new ProcessBuilder(line).redirectError(Redirect.INHERIT).start());
  }

  /** Waits for the next line; null when the process has ended. */
  String line() throws IOException {
    return output.readLine();
  }

  /** Kill -9, and waits until it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
