package io.scriptmaster.engine.bounds;

import static java.lang.classfile.TypeKind.REFERENCE;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/** The code of a method with the check of a seam in it. */
final class WovenMethod implements CodeTransform {

  /** What a method is called with: of which kind it is, and where. */
  private record Local(TypeKind kind, int slot) {}

  private final Seam seam;
  private final MethodModel check;
  private final List<Local> locals;

  WovenMethod(Seam seam, MethodModel check, MethodModel method) {
    this.seam = seam;
    this.check = check;
    this.locals = locals(method);
  }

  @Override
  public void atStart(CodeBuilder code) {
    if (seam.at() == Seam.At.BEGIN) {
      check(code);
    }
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    if (seam.at() == Seam.At.RETURN && element instanceof ReturnInstruction) {
      check(code);
    }
    code.with(element);
  }

  private void check(CodeBuilder code) {
    for (int passed : seam.passed()) {
      code.loadLocal(locals.get(passed).kind(), locals.get(passed).slot());
    }
    code.invokestatic(
        check.parent().orElseThrow().thisClass().asSymbol(),
        seam.check(),
        check.methodTypeSymbol());
  }

  /** The object comes first, also where there is none. */
  private static List<Local> locals(MethodModel method) {
    List<Local> locals = new ArrayList<>(List.of(new Local(REFERENCE, 0)));
    int slot = method.flags().has(AccessFlag.STATIC) ? 0 : REFERENCE.slotSize();
    for (ClassDesc type : method.methodTypeSymbol().parameterList()) {
      TypeKind kind = TypeKind.from(type);
      locals.add(new Local(kind, slot));
      slot += kind.slotSize();
    }
    return locals;
  }
}
