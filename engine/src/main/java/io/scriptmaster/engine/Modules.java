package io.scriptmaster.engine;

import com.oracle.js.parser.ir.Module;
import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.JSFrameUtil;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.objects.AbstractModuleRecord;
import com.oracle.truffle.js.runtime.objects.JSModuleData;
import com.oracle.truffle.js.runtime.objects.JSModuleLoader;
import com.oracle.truffle.js.runtime.objects.JSModuleRecord;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;

/**
 * What a program can import: its libraries, as {@code lib/…}, and nothing else. Each is read once
 * per context and evaluated once per run. Used by the thread that runs the script only.
 *
 * <p>GraalJS has no setting for this: its own loader goes through a file system, keeps modules for
 * the life of a context, and reads {@code data:} URLs whatever the file system says. So it is
 * replaced in the realm, which needs a class path, not a module path.
 */
final class Modules implements JSModuleLoader {

  /** How run.js, and it alone, names the program's own module. */
  private static final String MAIN = "main";

  private final JSRealm realm;
  private final CompiledProgram program;
  private JSModuleData main;
  private final Map<String, JSModuleData> read = new HashMap<>();
  private final Map<String, AbstractModuleRecord> evaluated = new HashMap<>();

  private Modules(JSRealm realm, CompiledProgram program) {
    this.realm = realm;
    this.program = program;
  }

  static Modules install(JSRealm realm, CompiledProgram program) {
    Modules modules = new Modules(realm, program);
    try {
      Field loader = JSRealm.class.getDeclaredField("moduleLoader");
      loader.setAccessible(true);
      loader.set(realm, modules);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "GraalJS must be the version this was built with, and on the class path", e);
    }
    return modules;
  }

  /** A new run begins: every module is to be evaluated anew. */
  void forget() {
    if (!evaluated.isEmpty()) {
      evaluated.clear();
    }
  }

  /** Whether the program's own module imports nothing and waits for nothing. */
  boolean isMainSimple() {
    JSModuleData data = main();
    return data.getModule().getRequestedModules().isEmpty() && !data.isTopLevelAsync();
  }

  /**
   * Evaluates the program's own module, which is simple, and returns its default export: what
   * {@code import} does, without the promises. Throws what the module throws.
   */
  Object evaluateMain() {
    JSModuleRecord module = new JSModuleRecord(main(), this);
    module.setUnlinked();
    module.link(realm);
    module.executeModule(realm, null);
    return module.getModule().getLocalExportEntries().stream()
        .filter(entry -> entry.getExportName().equals(Module.DEFAULT_NAME))
        .findFirst()
        .map(entry -> binding(module, entry.getLocalName()))
        .orElse(Undefined.instance);
  }

  private static Object binding(JSModuleRecord module, TruffleString name) {
    int slot = JSFrameUtil.findRequiredFrameSlotIndex(module.getFrameDescriptor(), name);
    return JSFrameUtil.castMaterializedFrame(module.getEnvironment()).getValue(slot);
  }

  private JSModuleData main() {
    if (main == null) {
      main = read(MAIN, program.mainModule());
    }
    return main;
  }

  @Override
  public AbstractModuleRecord resolveImportedModule(
      ScriptOrModule referrer, ModuleRequest request) {
    String name = request.specifier().toJavaStringUncached();
    if (name.equals(MAIN) && referrer != null && referrer.getSource().isInternal()) {
      return new JSModuleRecord(read(name, program.mainModule()), this);
    }
    AbstractModuleRecord known = evaluated.get(name);
    if (known != null) {
      return known;
    }
    Source source =
        program
            .library(name)
            .orElseThrow(() -> Errors.createError(ImportNames.refusalInTheRun(name)));
    AbstractModuleRecord module = new JSModuleRecord(read(name, source), this);
    evaluated.put(name, module);
    return module;
  }

  /** Modules are remembered when they are resolved. */
  @Override
  public AbstractModuleRecord addLoadedModule(ModuleRequest request, AbstractModuleRecord module) {
    return null;
  }

  private JSModuleData read(String name, Source source) {
    return read.computeIfAbsent(
        name, _ -> realm.getContext().getEvaluator().envParseModule(realm, source));
  }
}
