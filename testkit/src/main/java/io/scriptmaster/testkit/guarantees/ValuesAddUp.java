package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.execution.ScriptValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The stored values are what the executions, one after another, make of them: the same in the topic
 * and over the API, written as often as had to be, with a greater version each time, and no others.
 */
public final class ValuesAddUp implements Guarantee {

  @Override
  public List<String> breaches(Workload workload, Written written) {
    List<String> breaches = new ArrayList<>();
    Map<String, ScriptValue> last = written.lastValues();
    Map<String, List<Long>> versions = written.versions();
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
              }
              breaches.addAll(
                  wrongWrites(key, expected.writes(), versions.getOrDefault(key, List.of())));
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

  /** As long as the topic has not been compacted, it has them all. */
  private static List<String> wrongWrites(String key, long expected, List<Long> versions) {
    List<String> breaches = new ArrayList<>();
    if (versions.size() != expected) {
      breaches.add(
          "%s was written %d times and should have been %d times"
              .formatted(key, versions.size(), expected));
    }
    for (int n = 1; n < versions.size(); n++) {
      if (versions.get(n) <= versions.get(n - 1)) {
        breaches.add(
            "%s has version %d after %d".formatted(key, versions.get(n), versions.get(n - 1)));
      }
    }
    return breaches;
  }
}
