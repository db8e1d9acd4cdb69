package io.scriptmaster.engine;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;

/**
 * A function of JavaScript whose body is Java. What the polyglot library offers for this wraps each
 * argument and crosses two borders; this is a call, and took a tenth of the time.
 */
final class JavaFunction extends JavaScriptRootNode {

  /**
   * What it does. Anything it throws but a JavaScript exception ends the run as a failure of the
   * engine; no script can catch that.
   */
  interface Body {

    /** Returns a value of JavaScript, never null. */
    Object call(Call call);
  }

  private static final Body EMPTY =
      _ -> {
        throw new IllegalStateException("a function was called whose context is closed");
      };

  /** Of the thread that runs the script, until the context is closed. */
  private Body body;

  JavaFunction(JSRealm realm, Body body) {
    super(realm.getContext().getLanguage());
    this.body = body;
  }

  JSFunctionObject in(JSRealm realm, String name, int length) {
    JSFunctionData function =
        JSFunctionData.createCallOnly(
            realm.getContext(), getCallTarget(), length, Strings.fromJavaString(name));
    return JSFunction.create(realm, function);
  }

  /** It leads to nothing from now on. */
  void empty() {
    body = EMPTY;
  }

  @Override
  public Object execute(VirtualFrame frame) {
    return call(frame.getArguments());
  }

  @TruffleBoundary
  private Object call(Object[] arguments) {
    return body.call(new Call(arguments));
  }

  /** What one call passes. An argument that is not there is undefined. */
  record Call(Object[] all) {

    Object argument(int n) {
      return n < JSArguments.getUserArgumentCount(all)
          ? JSArguments.getUserArgument(all, n)
          : Undefined.instance;
    }

    /** Of an argument that is a string. */
    String text(int n) {
      return ((TruffleString) argument(n)).toJavaStringUncached();
    }

    /** Of an argument that is a string, null or undefined. */
    String textOrNull(int n) {
      Object argument = argument(n);
      return argument == Null.instance || argument == Undefined.instance ? null : text(n);
    }

    /** Of an argument that is a number. */
    double number(int n) {
      return JSRuntime.doubleValue((Number) argument(n));
    }
  }
}
