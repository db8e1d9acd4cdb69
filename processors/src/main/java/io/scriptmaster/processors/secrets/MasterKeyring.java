package io.scriptmaster.processors.secrets;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The master keys: the first wraps, the others only unwrap what was wrapped before them.
 *
 * <p>To rotate: put a new key in front, restart all instances, wait until the log says that all
 * data keys are wrapped under it, take the old one away.
 */
public final class MasterKeyring {

  private static final String ACCEPTED =
      "a master key is a line of an id (a-z, 0-9, '-'), a colon and 32 bytes in base64; the first line is the current"
          + " key. Make one with: echo \"key-1:$(openssl rand -base64 32)\"";

  private static final Pattern LINE =
      Pattern.compile("(?<id>[a-z0-9][a-z0-9-]{0,31}):(?<key>\\S+)");

  private final List<MasterKey> keys;

  private MasterKeyring(List<MasterKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** One key. It prints as its id. */
  record MasterKey(String id, byte[] bytes) {

    @Override
    public String toString() {
      return "MasterKey[%s, ***]".formatted(id);
    }
  }

  /**
   * Reads the keys, a line each; empty lines count for nothing.
   *
   * @throws IllegalArgumentException where a line is no key or an id comes twice; the message never
   *     shows a line
   */
  public static MasterKeyring parse(String text) {
    List<MasterKey> keys = new ArrayList<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> keys.add(key(line)));
    if (keys.isEmpty() || keys.stream().map(MasterKey::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException(ACCEPTED);
    }
    return new MasterKeyring(keys);
  }

  /** A new line for {@link #parse}. */
  public static String generate(String id) {
    return "%s:%s".formatted(id, Base64.getEncoder().encodeToString(AesGcm.newKey()));
  }

  MasterKey current() {
    return keys.getFirst();
  }

  Optional<MasterKey> find(String id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  private static MasterKey key(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(ACCEPTED);
    }
    byte[] bytes = decode(matcher.group("key"));
    if (bytes.length != AesGcm.KEY_BYTES) {
      throw new IllegalArgumentException(ACCEPTED);
    }
    return new MasterKey(matcher.group("id"), bytes);
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // The cause would show a part of the key.
      throw new IllegalArgumentException(ACCEPTED);
    }
  }

  @Override
  public String toString() {
    return "MasterKeyring" + keys;
  }
}
