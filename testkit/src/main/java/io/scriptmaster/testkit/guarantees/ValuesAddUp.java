package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.execution.ScriptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stored values are what the executions, one after another, make of them: the same in the topic
 * and over the API, written as often as had to be, and no others.
 */
public final class ValuesAddUp implements Guarantee {

  @Override
  public List<String> breaches(Workload workload, Written written) {
    List<String> breaches = new ArrayList<>();
    Map<String, ScriptValue> last = written.lastValues();
    workload
        .values()
        .forEach(
            (key, expected) -> {
              ScriptValue value = last.get(key);
              String shown = written.valuesOverRest().get(key);
              if (value == null) {
                breaches.add("%s is missing and should be %s".formatted(key, expected));
              } else if (!Json.same(value.getValue(), expected.json())) {
                breaches.add(
                    "%s is %s and should be %s".formatted(key, value.getValue(), expected));
              } else if (value.getVersion() != expected.version()) {
                breaches.add(
                    "%s has version %d and should be %s"
                        .formatted(key, value.getVersion(), expected));
              }
              if (!Json.same(shown, expected.json())) {
                breaches.add("the API shows %s at %s, not %s".formatted(shown, key, expected));
              }
            });
    last.keySet().stream()
        .filter(key -> !workload.values().containsKey(key))
        .forEach(key -> breaches.add("%s should not be there".formatted(key)));
    written.valuesOverRest().keySet().stream()
        .filter(key -> !workload.values().containsKey(key))
        .forEach(key -> breaches.add("the API shows %s, which should not be there".formatted(key)));
    return breaches;
  }
}
