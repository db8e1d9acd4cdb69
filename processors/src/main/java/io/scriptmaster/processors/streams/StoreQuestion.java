package io.scriptmaster.processors.streams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of one partition of a store; the answer is a {@link Slice}. */
sealed interface StoreQuestion {

  /** The most entries of one answer. */
  int MAX_ENTRIES = 500;

  /** Enough for that many keys. */
  int MAX_BYTES = 256 * 1024;

  /**
   * The entries under these keys, as far as they exist.
   *
   * @param keys in ascending order
   */
  record Keys(List<String> keys) implements StoreQuestion {

    public Keys {
      keys = List.copyOf(keys);
      requireEntries(keys.size());
    }
  }

  /**
   * The first entries from a key (included) to another (excluded), in the order of keys.
   *
   * @param to empty for all that follow
   */
  record Range(String from, Optional<String> to, int maxEntries) implements StoreQuestion {

    public Range {
      requireEntries(maxEntries);
    }
  }

  /** How it travels to another instance. */
  default byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      switch (this) {
        case Keys(var keys) -> {
          out.writeByte('k');
          out.writeInt(keys.size());
          for (String key : keys) {
            out.writeUTF(key);
          }
        }
        case Range(var from, var to, var maxEntries) -> {
          out.writeByte('r');
          out.writeUTF(from);
          out.writeBoolean(to.isPresent());
          out.writeUTF(to.orElse(""));
          out.writeInt(maxEntries);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a key is too long to be asked for", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException where the bytes are no question
   * @throws IllegalArgumentException where the question asks for too much
   */
  static StoreQuestion of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return switch (in.readByte()) {
        case 'k' -> new Keys(keys(in));
        case 'r' -> {
          String from = in.readUTF();
          boolean bounded = in.readBoolean();
          String to = in.readUTF();
          yield new Range(from, bounded ? Optional.of(to) : Optional.empty(), in.readInt());
        }
        default -> throw new IOException("a question starts with k or r");
      };
    }
  }

  private static List<String> keys(DataInputStream in) throws IOException {
    int count = in.readInt();
    requireEntries(count);
    List<String> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(in.readUTF());
    }
    return keys;
  }

  private static void requireEntries(int count) {
    if (count < 1 || count > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "a question is for 1 to %d entries, not %d".formatted(MAX_ENTRIES, count));
    }
  }
}
