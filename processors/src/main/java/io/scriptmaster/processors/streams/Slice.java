package io.scriptmaster.processors.streams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Entries of one partition of a store, in the order of keys.
 *
 * @param complete nothing follows that was asked for; otherwise ask again for what is after the
 *     last entry
 */
record Slice<V>(List<Entry<V>> entries, boolean complete) {

  /** Slices of about this size keep the time to the first entry and the memory small. */
  static final int ENOUGH_BYTES = 1024 * 1024;

  /** One key and its value. */
  record Entry<V>(String key, V value) {}

  Slice {
    entries = List.copyOf(entries);
    if (entries.isEmpty() && !complete) {
      throw new IllegalArgumentException("a slice that is not complete holds an entry");
    }
  }

  <T> Slice<T> map(Function<V, T> as) {
    return new Slice<>(
        entries.stream().map(entry -> new Entry<>(entry.key(), as.apply(entry.value()))).toList(),
        complete);
  }

  /** How it travels to another instance. */
  static byte[] toBytes(Slice<byte[]> slice) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeBoolean(slice.complete());
      out.writeInt(slice.entries().size());
      for (Entry<byte[]> entry : slice.entries()) {
        out.writeUTF(entry.key());
        out.writeInt(entry.value().length);
        out.write(entry.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a key is too long to be answered", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException where the bytes are no slice
   */
  static Slice<byte[]> of(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      boolean complete = in.readBoolean();
      int count = in.readInt();
      List<Entry<byte[]>> entries = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String key = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
          throw new IOException("an entry is longer than the answer");
        }
        entries.add(new Entry<>(key, in.readNBytes(length)));
      }
      return new Slice<>(entries, complete);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }
}
