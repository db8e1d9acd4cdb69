package io.scriptmaster.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.OperatorToken;
import io.scriptmaster.processors.streams.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * Where the operator's token comes from: the environment, else a file that it names, else, for
 * {@code dev}, the data folder, where it is made if need be.
 *
 * @param clusterKey made from the token, which all instances share
 * @param announcement what to tell the person at the console; holds the token only when it was just
 *     made
 */
record OperatorTokenSource(OperatorToken token, ClusterKey clusterKey, String announcement) {

  static final String VARIABLE = "SCRIPTMASTER_ADMIN_TOKEN";

  /** Too many to guess, also where they are words. */
  private static final int LEAST_CHARACTERS = 20;

  /** A file that holds the token. */
  static final String FILE_VARIABLE = VARIABLE + "_FILE";

  /**
   * @throws StartException where the token is empty or short, or can not be read or kept
   */
  static OperatorTokenSource find(Map<String, String> environment, DataDirectory data) {
    return given(environment).orElseGet(() -> kept(data.operatorToken()));
  }

  /**
   * Of an instance among several: they share the token, so none makes its own.
   *
   * @throws StartException where no token is given, or it is empty or can not be read
   */
  static OperatorTokenSource require(Map<String, String> environment) {
    return given(environment)
        .orElseThrow(
            () ->
                new StartException(
                    "Set %s, or %s to the path of a file that holds it, to the operator's token that all instances share."
                        .formatted(VARIABLE, FILE_VARIABLE)));
  }

  private static Optional<OperatorTokenSource> given(Map<String, String> environment) {
    String token = environment.get(VARIABLE);
    String file = environment.get(FILE_VARIABLE);
    if (token != null && file != null) {
      throw new StartException(
          "Both %s and %s are set; unset one.".formatted(VARIABLE, FILE_VARIABLE));
    }
    if (file != null) {
      return Optional.of(readFrom(Path.of(file)));
    }
    if (token != null && token.isBlank()) {
      throw new StartException(
          "%s is set but empty; unset it or give it a token.".formatted(VARIABLE));
    }
    return Optional.ofNullable(token)
        .map(it -> of(it, VARIABLE, "The operator's token is that of " + VARIABLE + "."));
  }

  private static OperatorTokenSource of(String token, String where, String announcement) {
    if (token.length() < LEAST_CHARACTERS) {
      throw new StartException(
          "The operator's token in %s has %d characters, and needs %d at least, since nobody stops those who guess it; openssl rand -hex 32 makes one."
              .formatted(where, token.length(), LEAST_CHARACTERS));
    }
    return new OperatorTokenSource(OperatorToken.of(token), ClusterKey.of(token), announcement);
  }

  private static OperatorTokenSource readFrom(Path file) {
    try {
      return read(file);
    } catch (IOException e) {
      throw new StartException(
          "The operator's token in %s can not be read: %s.".formatted(file, e), e);
    }
  }

  private static OperatorTokenSource kept(Path file) {
    try {
      return Files.exists(file) ? read(file) : make(file);
    } catch (IOException e) {
      throw new StartException(
          "The operator's token in %s can not be read or written: %s.".formatted(file, e), e);
    }
  }

  private static OperatorTokenSource read(Path file) throws IOException {
    String token = Files.readString(file).strip();
    if (token.isEmpty()) {
      throw new StartException(
          "%s is empty; put a token into it, or let dev make one by deleting it.".formatted(file));
    }
    return of(token, file.toString(), "The operator's token is in " + file);
  }

  private static OperatorTokenSource make(Path file) throws IOException {
    String token = OperatorToken.generate();
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, ownerOnly);
    Files.write(file, (token + "\n").getBytes(UTF_8));
    return of(
        token, file.toString(), "The operator's token, kept in %s:%n  %s".formatted(file, token));
  }
}
