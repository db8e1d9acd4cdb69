package io.scriptmaster.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.OperatorToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where the operator's token comes from: the environment, else the data folder, else it is made and
 * kept there.
 *
 * @param announcement what to tell the person at the console; holds the token only when it was just
 *     made
 */
record OperatorTokenSource(OperatorToken token, String announcement) {

  static final String VARIABLE = "SCRIPTMASTER_ADMIN_TOKEN";

  /**
   * @throws StartException where the token is empty or can not be read or kept
   */
  static OperatorTokenSource find(Map<String, String> environment, DataDirectory data) {
    String given = environment.get(VARIABLE);
    if (given != null) {
      if (given.isBlank()) {
        throw new StartException(
            "%s is set but empty; unset it or give it a token.".formatted(VARIABLE));
      }
      return new OperatorTokenSource(
          OperatorToken.of(given), "The operator's token is that of " + VARIABLE + ".");
    }
    Path file = data.operatorToken();
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
      throw new StartException("%s is empty; delete it and a new token is made.".formatted(file));
    }
    return new OperatorTokenSource(OperatorToken.of(token), "The operator's token is in " + file);
  }

  private static OperatorTokenSource make(Path file) throws IOException {
    String token = OperatorToken.generate();
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Files.createFile(file, ownerOnly);
    Files.write(file, (token + "\n").getBytes(UTF_8));
    return new OperatorTokenSource(
        OperatorToken.of(token), "The operator's token, kept in %s:%n  %s".formatted(file, token));
  }
}
