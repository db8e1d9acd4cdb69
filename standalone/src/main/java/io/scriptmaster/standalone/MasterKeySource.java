package io.scriptmaster.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.processors.secrets.MasterKeyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where the master keys of tenants' secrets come from: the environment, a file, or the data folder.
 */
final class MasterKeySource {

  /** The keys themselves, a line each. */
  static final String VARIABLE = "SCRIPTMASTER_MASTER_KEYS";

  /** A file that has them. */
  static final String FILE_VARIABLE = "SCRIPTMASTER_MASTER_KEYS_FILE";

  private MasterKeySource() {}

  /**
   * The keys that the environment names, or else those of the data folder, made at the first start.
   *
   * <p>Instances that share tenants have to share their keys: only a single one may make its own.
   */
  static MasterKeyring find(Map<String, String> environment, DataDirectory data) {
    if (environment.containsKey(VARIABLE) || environment.containsKey(FILE_VARIABLE)) {
      return require(environment);
    }
    Path file = data.masterKeys();
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new StartException(
          "The master keys in %s can not be read or written: %s.".formatted(file, e), e);
    }
  }

  /** The keys that the environment names. */
  static MasterKeyring require(Map<String, String> environment) {
    String file = environment.get(FILE_VARIABLE);
    if (file == null) {
      String given = environment.get(VARIABLE);
      if (given == null) {
        throw new StartException(
            "The master keys of secrets are needed: set %s or %s."
                .formatted(FILE_VARIABLE, VARIABLE));
      }
      return parse(given, VARIABLE);
    }
    try {
      return parse(Files.readString(Path.of(file)), file);
    } catch (IOException e) {
      throw new StartException("The master keys in %s can not be read: %s.".formatted(file, e), e);
    }
  }

  private static MasterKeyring parse(String text, String place) {
    try {
      return MasterKeyring.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StartException("%s: %s.".formatted(place, e.getMessage()), e);
    }
  }

  private static void make(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, (MasterKeyring.generate("key-1") + "\n").getBytes(UTF_8));
  }
}
