package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.execution.PostponedPart;
import io.scriptmaster.execution.PostponedRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where the postponed events of one tenant are: parts of a partition, in their order. Between two
 * parts are events that were rejected when they came. Owned by the stream thread of the partition.
 */
final class PostponedOffsets {

  static final long NONE = -1;

  private final String tenant;
  private final Bytes key;
  private final Deque<Part> parts = new ArrayDeque<>();
  private long decidedBefore = NONE;
  private long passed;
  private boolean full;
  private boolean interrupted;

  /** From {@code next} to before {@code end}. */
  private static final class Part {

    private long next;
    private long end;
    private long count;

    Part(long next, long end, long count) {
      this.next = next;
      this.end = end;
      this.count = count;
    }

    void skipTo(long offset) {
      next = offset;
      count = Math.clamp(count, 0, Math.max(0, end - next));
    }

    PostponedPart toRecord() {
      return new PostponedPart(next, end, count);
    }
  }

  /** None so far. */
  PostponedOffsets(String tenant, long passed) {
    this.tenant = tenant;
    this.key = keyOf(tenant);
    this.passed = passed;
  }

  /** As an earlier owner of the partition left them. */
  static PostponedOffsets of(String tenant, PostponedRange range) {
    PostponedOffsets offsets = new PostponedOffsets(tenant, NONE);
    for (PostponedPart part : range.getParts()) {
      offsets.parts.addLast(new Part(part.getNext(), part.getEnd(), part.getCount()));
      offsets.decidedBefore = part.getEnd();
    }
    offsets.forgetReadParts();
    // Whether something was rejected after the last part is not kept.
    offsets.interrupt();
    return offsets;
  }

  /** Where all is read, what is left is an empty part at its end. */
  PostponedRange toRecord() {
    return new PostponedRange(
        isRead()
            ? List.of(new Part(decidedBefore, decidedBefore, 0).toRecord())
            : parts.stream().map(Part::toRecord).toList());
  }

  static Bytes keyOf(String tenant) {
    return Bytes.wrap(tenant.getBytes(UTF_8));
  }

  String tenant() {
    return tenant;
  }

  /** Of its records. */
  Bytes key() {
    return key;
  }

  boolean isOf(byte[] recordKey) {
    return recordKey != null && key.equals(Bytes.wrap(recordKey));
  }

  boolean isRead() {
    return parts.isEmpty();
  }

  /** Where to read on; not to be asked when all is read. */
  long next() {
    return parts.getFirst().next;
  }

  /** Where the part ends that is to be read next; not to be asked when all is read. */
  long end() {
    return parts.getFirst().end;
  }

  /**
   * Where what is gone ends, when this is the first offset that the topic has; not to be asked when
   * all is read.
   */
  long goneBefore(long earliest) {
    if (earliest <= next()) {
      return parts.getLast().end;
    }
    return parts.stream()
        .filter(part -> part.next < earliest)
        .mapToLong(part -> Math.min(part.end, earliest))
        .max()
        .orElseThrow();
  }

  /** How many are not read. */
  long count() {
    return parts.stream().mapToLong(part -> part.count).sum();
  }

  /**
   * It has been decided about all events of the tenant before this offset, also when all is read.
   */
  long decidedBefore() {
    return decidedBefore;
  }

  /** The last event of the tenant that passed the gate of the partition. */
  long passed() {
    return passed;
  }

  void passes(long offset) {
    passed = offset;
  }

  /** The tenant is beyond its quota, and not far enough below it again. */
  boolean isFull() {
    return full;
  }

  void becomesFull(boolean nowFull) {
    full = nowFull;
  }

  /** The last one was rejected: what follows is another part. */
  void interrupt() {
    interrupted = true;
  }

  /** The next one is postponed. */
  void add(long offset) {
    if (interrupted || parts.isEmpty()) {
      parts.addLast(new Part(offset, offset, 0));
      interrupted = false;
    }
    Part last = parts.getLast();
    last.end = offset + 1;
    last.count++;
    decidedBefore = last.end;
  }

  /** All up to this record are read. */
  void read(long offset, boolean ofTenant) {
    Part part = parts.getFirst();
    part.next = offset + 1;
    if (ofTenant) {
      part.count = Math.max(0, part.count - 1);
    }
    forgetReadParts();
  }

  /**
   * What was before this offset is gone; all of it, where the topic goes on before what is to be
   * read.
   */
  void skipTo(long earliest) {
    boolean all = earliest <= next();
    for (Part part : parts) {
      part.skipTo(all ? part.end : Math.max(part.next, earliest));
    }
    forgetReadParts();
    if (all) {
      forgetDecided();
    }
  }

  /**
   * Whether what is to be read is of an earlier life of the topic, and is about to be found gone.
   */
  boolean isStale() {
    return !isRead() && decidedBefore == NONE;
  }

  /** What comes at any offset is new. */
  void forgetDecided() {
    decidedBefore = NONE;
    passed = NONE;
  }

  private void forgetReadParts() {
    while (!parts.isEmpty() && parts.getFirst().next >= parts.getFirst().end) {
      parts.removeFirst();
    }
  }
}
