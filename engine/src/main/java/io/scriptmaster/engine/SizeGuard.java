package io.scriptmaster.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.Instrumenter;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.nodes.function.JSBuiltinNode;
import com.oracle.truffle.js.nodes.instrumentation.JSTags.BuiltinRootTag;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSArrayObject;
import com.oracle.truffle.js.runtime.builtins.JSProxyObject;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.PropertyDescriptor;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses, with a RangeError, what a built-in would be busy with for so long that a limit has to
 * end the run, where the built-in cannot be ended: its loop asks nobody whether to go on.
 *
 * <p>It looks at what the built-in is called with, before it begins. A length that a getter or a
 * proxy makes up is not known before it is asked for, so such a run is still left to {@link
 * ScriptRun#giveUp}.
 */
final class SizeGuard extends ExecutionEventNode {

  private static final int MAX_ELEMENTS = 10_000_000;

  /** Of what only looks like an array; each element of it takes ten times as long. */
  private static final int MAX_ARRAY_LIKE_ELEMENTS = 1_000_000;

  /** Of what becomes an object: 16 million took six seconds. */
  private static final int MAX_TEXT_CHARS = 1_000_000;

  /** The time grows with the square of letters that become longer, or marks out of order. */
  static final int MAX_CHARS_TO_MAP = 20_000;

  /** The time that parsing takes grows faster than the text; this much takes a millisecond. */
  static final int MAX_BIGINT_CHARS = 20_000;

  private static final TruffleString.Encoding UTF_16 = TruffleString.Encoding.UTF_16;

  private static final TruffleString LENGTH =
      TruffleString.fromJavaStringUncached("length", UTF_16);

  /** Where a built-in finds what it goes through. */
  private enum Watched {
    THIS,
    ARGUMENT,
    THIS_AND_ARGUMENTS,
    TEXT,
    TEXT_ARGUMENTS,
    DIGITS,
    DIGITS_AFTER_BITS
  }

  private static final String ARRAY_METHOD = "Array.prototype.";

  /** These look at one element, or at none, however many there are. */
  private static final Set<String> QUICK_ARRAY_METHODS =
      Set.of("push", "pop", "at", "keys", "values", "entries", "[Symbol.iterator]", "toString");

  private static final Map<String, Watched> BUILT_INS =
      Map.ofEntries(
          Map.entry("Array.prototype.concat", Watched.THIS_AND_ARGUMENTS),
          Map.entry("Array.from", Watched.ARGUMENT),
          Map.entry("Array.fromAsync", Watched.ARGUMENT),
          Map.entry("TypedArray.from", Watched.ARGUMENT),
          Map.entry("TypedArray.prototype.set", Watched.ARGUMENT),
          Map.entry("String.prototype.normalize", Watched.TEXT),
          Map.entry("String.prototype.toUpperCase", Watched.TEXT),
          Map.entry("String.prototype.toLocaleUpperCase", Watched.TEXT),
          Map.entry("String.prototype.toLowerCase", Watched.TEXT),
          Map.entry("String.prototype.toLocaleLowerCase", Watched.TEXT),
          Map.entry("Object.assign", Watched.TEXT_ARGUMENTS),
          Map.entry("BigInt", Watched.DIGITS),
          Map.entry("BigInt.asIntN", Watched.DIGITS_AFTER_BITS),
          Map.entry("BigInt.asUintN", Watched.DIGITS_AFTER_BITS));

  private final EventContext context;
  private final Watched watched;

  private SizeGuard(EventContext context, Watched watched) {
    this.context = context;
    this.watched = watched;
  }

  static void attach(Instrumenter instrumenter) {
    SourceSectionFilter builtIns =
        SourceSectionFilter.newBuilder().tagIs(BuiltinRootTag.class).includeInternal(true).build();
    instrumenter.attachExecutionEventFactory(
        builtIns,
        context ->
            of(context.getInstrumentedNode())
                .map(watched -> new SizeGuard(context, watched))
                .orElse(null));
  }

  private static Optional<Watched> of(Node node) {
    if (!(node instanceof JSBuiltinNode builtIn)) {
      return Optional.empty();
    }
    String name = builtIn.getBuiltin().getFullName().toString();
    if (BUILT_INS.containsKey(name)) {
      return Optional.of(BUILT_INS.get(name));
    }
    return name.startsWith(ARRAY_METHOD)
            && !QUICK_ARRAY_METHODS.contains(name.substring(ARRAY_METHOD.length()))
        ? Optional.of(Watched.THIS)
        : Optional.empty();
  }

  @Override
  protected void onEnter(VirtualFrame frame) {
    Object[] arguments = frame.getArguments();
    switch (watched) {
      case THIS -> refuseLong(JSArguments.getThisObject(arguments));
      case ARGUMENT -> refuseLong(argument(arguments, 0));
      case TEXT -> refuseLongText(JSArguments.getThisObject(arguments));
      case TEXT_ARGUMENTS -> {
        for (int n = 0; n < JSArguments.getUserArgumentCount(arguments); n++) {
          refuseLong(argument(arguments, n), MAX_TEXT_CHARS);
        }
      }
      case DIGITS -> refuseManyDigits(argument(arguments, 0));
      case DIGITS_AFTER_BITS -> refuseManyDigits(argument(arguments, 1));
      case THIS_AND_ARGUMENTS -> {
        refuseLong(JSArguments.getThisObject(arguments));
        for (int n = 0; n < JSArguments.getUserArgumentCount(arguments); n++) {
          refuseLong(argument(arguments, n));
        }
      }
    }
  }

  private static Object argument(Object[] arguments, int n) {
    return n < JSArguments.getUserArgumentCount(arguments)
        ? JSArguments.getUserArgument(arguments, n)
        : Undefined.instance;
  }

  private void refuseLong(Object value) {
    if (value instanceof JSArrayObject array) {
      refuse(JSArray.arrayGetLength(array), MAX_ELEMENTS);
    } else if (value instanceof JSDynamicObject object) {
      refuse(declaredLength(object), MAX_ARRAY_LIKE_ELEMENTS);
    }
  }

  private void refuse(double length, int max) {
    if (length > max) {
      throw tooLarge("an array of %.0f elements", length, max);
    }
  }

  /** Zero where it takes a call to know it. */
  @TruffleBoundary
  private static double declaredLength(JSDynamicObject object) {
    JSDynamicObject holder = object;
    while (!(holder instanceof JSProxyObject)
        && holder != Null.instance
        && holder != Undefined.instance) {
      PropertyDescriptor found = JSObject.getOwnProperty(holder, LENGTH);
      if (found != null) {
        return found.isDataDescriptor() ? numberOf(found.getValue()) : 0;
      }
      holder = JSObject.getPrototype(holder);
    }
    return 0;
  }

  private static double numberOf(Object length) {
    return switch (length) {
      case Number number -> number.doubleValue();
      case TruffleString text -> JSRuntime.doubleValue(JSRuntime.stringToNumber(text));
      default -> 0;
    };
  }

  private void refuseLongText(Object value) {
    if (value instanceof TruffleString text && isSlow(text)) {
      refuseLong(text, MAX_CHARS_TO_MAP);
    }
  }

  /** In plain ASCII nothing becomes longer, and nothing is out of order. */
  static boolean isSlow(TruffleString text) {
    return Strings.length(text) > MAX_CHARS_TO_MAP
        && text.getCodeRangeUncached(UTF_16) != TruffleString.CodeRange.ASCII;
  }

  private void refuseLong(Object value, int max) {
    if (value instanceof TruffleString text && Strings.length(text) > max) {
      throw tooLarge("a text of %.0f characters here", Strings.length(text), max);
    }
  }

  private void refuseManyDigits(Object value) {
    if (value instanceof TruffleString text && Strings.length(text) > MAX_BIGINT_CHARS) {
      throw tooLarge("a BigInt of %.0f characters", Strings.length(text), MAX_BIGINT_CHARS);
    }
  }

  @TruffleBoundary
  private RuntimeException tooLarge(String what, double size, int max) {
    String message = what.formatted(size) + " is more than a script may use; at most " + max;
    return context.createError(Errors.createRangeError(message, getParent()));
  }
}
