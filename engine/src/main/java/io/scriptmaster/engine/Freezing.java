package io.scriptmaster.engine;

import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.PropertyDescriptor;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Freezes objects and all that they lead to: prototypes, values of properties, accessors. */
final class Freezing {

  private final Set<JSDynamicObject> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<JSDynamicObject> left = new ArrayDeque<>();

  /** Also what an object leads to that stays open itself. */
  void beyond(JSDynamicObject open) {
    seen.add(open);
    visitAll(open);
  }

  void add(Object value) {
    if (value instanceof JSDynamicObject object
        && object != Null.instance
        && object != Undefined.instance
        && seen.add(object)) {
      left.push(object);
    }
  }

  void freeze() {
    while (!left.isEmpty()) {
      JSDynamicObject object = left.pop();
      visitAll(object);
      object.setIntegrityLevel(true, true);
    }
  }

  private void visitAll(JSDynamicObject object) {
    add(JSObject.getPrototype(object));
    for (Object key : JSObject.ownPropertyKeys(object)) {
      PropertyDescriptor property = JSObject.getOwnProperty(object, key);
      add(property.getValue());
      add(property.getGet());
      add(property.getSet());
    }
  }
}
