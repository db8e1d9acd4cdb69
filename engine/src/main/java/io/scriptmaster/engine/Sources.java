package io.scriptmaster.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Source;

/** Makes sources, all of JavaScript. */
final class Sources {

  private static final String JS = "js";

  private Sources() {}

  static Source script(String fileName, String text) {
    return Source.newBuilder(JS, text, fileName).buildLiteral();
  }

  /** A tenant's module, as the engine below the polyglot library sees it. */
  static com.oracle.truffle.api.source.Source module(String fileName, String text) {
    return com.oracle.truffle.api.source.Source.newBuilder(JS, text, fileName)
        .mimeType("application/javascript+module")
        .build();
  }

  /** One of this package's own files; internal, so that it shows in no stack. */
  static Source ours(String fileName) {
    try (InputStream file = Sources.class.getResourceAsStream(fileName)) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      return Source.newBuilder(JS, text, fileName).internal(true).buildLiteral();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
