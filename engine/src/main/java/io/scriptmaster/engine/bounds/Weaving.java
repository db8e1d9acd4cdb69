package io.scriptmaster.engine.bounds;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * Puts the checks of {@link Bounds} into GraalJS's own classes, by defining these before anybody
 * loads them.
 */
public final class Weaving {

  /** Of each package, a class that stays as it is: one must be there to define others beside. */
  private static final List<String> ANCHORS =
      List.of(
          "com.oracle.truffle.js.runtime.PrepareStackTraceCallback",
          "com.oracle.truffle.js.runtime.util.Pair",
          "com.oracle.truffle.js.runtime.builtins.Builtin",
          "com.oracle.truffle.js.nodes.array.TestArrayNode",
          "com.oracle.truffle.js.nodes.cast.IsNumberNode",
          "com.oracle.truffle.js.builtins.json.JSONParseRecord",
          "com.oracle.truffle.js.builtins.ProxyFunctionBuiltins",
          "com.oracle.truffle.api.strings.InternalErrors");

  private static final ClassLoader LOADER = Weaving.class.getClassLoader();

  private static final ClassFile FILES = ClassFile.of();

  /** Read and not loaded: reflection on {@link Bounds} would load what is to be woven. */
  private static final ClassModel CHECKS = FILES.parse(read(Bounds.class.getName()));

  private static boolean done;

  private Weaving() {}

  /**
   * Does it, once in a JVM. To be called before anything of GraalJS is used.
   *
   * @throws IllegalStateException when it is too late, or this is not the version of GraalJS that
   *     the seams are made for
   */
  public static synchronized void weave() {
    if (!done) {
      Seam.ALL.stream()
          .collect(groupingBy(Seam::owner, LinkedHashMap::new, toList()))
          .forEach(Weaving::define);
      done = true;
    }
  }

  private static void define(String owner, List<Seam> seams) {
    try {
      MethodHandles.privateLookupIn(anchor(owner), MethodHandles.lookup())
          .defineClass(woven(read(owner), seams));
    } catch (LinkageError e) {
      throw new IllegalStateException(
          owner + " was loaded before a ScriptEngine was made; make that first", e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("GraalJS must be on the class path, not a module", e);
    }
  }

  private static byte[] woven(byte[] original, List<Seam> seams) {
    byte[] woven = original;
    for (Seam seam : seams) {
      ClassModel model = FILES.parse(woven);
      MethodModel method = only(model, it -> signature(it).equals(seam.method()), seam);
      MethodModel check = only(CHECKS, it -> it.methodName().equalsString(seam.check()), seam);
      woven =
          FILES.transformClass(
              model,
              ClassTransform.transformingMethodBodies(
                  method::equals, new WovenMethod(seam, check, method)));
    }
    return woven;
  }

  private static MethodModel only(ClassModel model, Predicate<MethodModel> wanted, Seam seam) {
    List<MethodModel> found = model.methods().stream().filter(wanted).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(
          "%s has %d methods for %s, not one; is GraalJS version 25.0.3?"
              .formatted(model.thisClass().asInternalName(), found.size(), seam));
    }
    return found.getFirst();
  }

  private static String signature(MethodModel method) {
    return method.methodTypeSymbol().parameterList().stream()
        .map(ClassDesc::displayName)
        .map(name -> name.substring(name.indexOf('$') + 1))
        .collect(joining(",", method.methodName() + "(", ")"));
  }

  private static Class<?> anchor(String owner) {
    String packageName = owner.substring(0, owner.lastIndexOf('.'));
    String name =
        ANCHORS.stream()
            .filter(anchor -> anchor.substring(0, anchor.lastIndexOf('.')).equals(packageName))
            .findFirst()
            .orElseThrow();
    try {
      return Class.forName(name, false, LOADER);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("GraalJS has no " + name + "; is it version 25.0.3?", e);
    }
  }

  private static byte[] read(String owner) {
    try (InputStream file = LOADER.getResourceAsStream(owner.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new IllegalStateException("GraalJS has no " + owner + "; is it version 25.0.3?");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
