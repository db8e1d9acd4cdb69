package io.scriptmaster.embedded;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.metadata.MetadataCache;

/**
 * Keeps the broker from taking a partition that has no leader for one that was deleted.
 *
 * <p>A transaction that is decided is marked in each of its partitions. For their leaders Kafka
 * 4.3.1 asks {@code KRaftMetadataCache.getPartitionLeaderEndpoint}, which answers nothing both for
 * a partition that was deleted and for one without a leader. {@code
 * TransactionMarkerChannelManager} takes both for deleted and never marks them: whoever reads
 * committed records there waits for ever. A broker that was killed is always without leaders for a
 * moment when it is back, until the session of its former self is over. So the answer for a
 * partition without a leader becomes {@link Node#noNode}, which that caller keeps, and asks again.
 * To the only other one, of share groups, both are the same.
 */
public final class LeaderlessPartitions {

  private static final String PATCHED = "org.apache.kafka.metadata.KRaftMetadataCache";
  private static final ClassFile FILES = ClassFile.of();
  private static final ClassDesc THIS = type(LeaderlessPartitions.class);

  /** Of the broker's method. */
  private static final MethodTypeDesc ANSWER =
      MethodTypeDesc.of(type(Optional.class), CD_String, CD_int, type(ListenerName.class));

  /** Of {@link #known}, through which its answer passes, with the cache, the topic, the number. */
  private static final MethodTypeDesc KNOWN =
      MethodTypeDesc.of(
          type(Optional.class), type(Optional.class), type(MetadataCache.class), CD_String, CD_int);

  private static boolean done;

  private LeaderlessPartitions() {}

  /**
   * Defines the broker's class with the other answer, once in a JVM. To be called before anything
   * of the broker is used.
   *
   * @throws EmbeddedStartException when it is too late, or this is another version of Kafka
   */
  static synchronized void patch() {
    if (done) {
      return;
    }
    byte[] patched = patched();
    try {
      MethodHandles.privateLookupIn(MetadataCache.class, MethodHandles.lookup())
          .defineClass(patched);
    } catch (LinkageError e) {
      throw new EmbeddedStartException(
          PATCHED + " can not be defined; was it used before the embedded Kafka started?", e);
    } catch (IllegalAccessException e) {
      throw new EmbeddedStartException("Kafka must be on the class path, not a module.", e);
    }
    done = true;
  }

  private static byte[] patched() {
    ClassModel model = FILES.parse(original());
    AtomicInteger answers = new AtomicInteger();
    byte[] patched =
        FILES.transformClass(
            model,
            ClassTransform.transformingMethodBodies(
                LeaderlessPartitions::isMeant,
                (code, element) -> {
                  if (element instanceof ReturnInstruction) {
                    code.aload(0).aload(1).iload(2).invokestatic(THIS, "known", KNOWN);
                    answers.incrementAndGet();
                  }
                  code.with(element);
                }));
    if (answers.get() != 1) {
      throw otherVersion();
    }
    return patched;
  }

  private static boolean isMeant(MethodModel method) {
    return method.methodName().equalsString("getPartitionLeaderEndpoint")
        && method.methodTypeSymbol().equals(ANSWER);
  }

  private static EmbeddedStartException otherVersion() {
    return new EmbeddedStartException(
        "The embedded Kafka must be version 4.3.1; this one's %s is another.".formatted(PATCHED));
  }

  /**
   * For the broker's patched class alone.
   *
   * @param leader as found
   * @return no node where the partition exists and has no leader; empty where it does not exist
   */
  public static Optional<Node> known(
      Optional<Node> leader, MetadataCache cache, String topic, int partition) {
    return leader.isEmpty() && cache.contains(new TopicPartition(topic, partition))
        ? Optional.of(Node.noNode())
        : leader;
  }

  private static ClassDesc type(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private static byte[] original() {
    try (InputStream file =
        MetadataCache.class
            .getClassLoader()
            .getResourceAsStream(PATCHED.replace('.', '/') + ".class")) {
      if (file == null) {
        throw otherVersion();
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
