package io.scriptmaster.engine;

import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.JSObjectUtil;
import io.scriptmaster.engine.JavaFunction.Body;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the Java functions of one realm, and empties them in the end. Read code is shared by
 * contexts, and remembers the functions that it called: without that it would keep what they lead
 * to, a closed context and what its last run had emitted, for as long as the code itself.
 */
final class JavaFunctions {

  private final JSRealm realm;
  private final List<JavaFunction> made = new ArrayList<>();

  JavaFunctions(JSRealm realm) {
    this.realm = realm;
  }

  JSRealm realm() {
    return realm;
  }

  JSFunctionObject make(String name, int length, Body body) {
    JavaFunction function = new JavaFunction(realm, body);
    made.add(function);
    return function.in(realm, name, length);
  }

  /** For the files of the realm, under its name. */
  void add(JSObject holder, String name, Body body) {
    JSObjectUtil.putDataProperty(holder, Strings.fromJavaString(name), make(name, 0, body));
  }

  /** Their context is closed: none is called any more. */
  void empty() {
    made.forEach(JavaFunction::empty);
  }
}
