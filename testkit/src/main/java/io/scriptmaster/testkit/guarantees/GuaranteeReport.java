package io.scriptmaster.testkit.guarantees;

import java.util.List;
import java.util.stream.Collectors;

/** What all guarantees say of one workload. */
final class GuaranteeReport {

  private static final int SHOWN = 12;

  private final List<String> broken;

  GuaranteeReport(Workload workload, Written written) {
    this.broken =
        Guarantee.ALL.stream()
            .map(guarantee -> say(guarantee, guarantee.breaches(workload, written)))
            .filter(text -> !text.isEmpty())
            .toList();
  }

  void requireUnbroken() {
    if (!broken.isEmpty()) {
      throw new AssertionError(String.join("\n", broken));
    }
  }

  private static String say(Guarantee guarantee, List<String> breaches) {
    if (breaches.isEmpty()) {
      return "";
    }
    return breaches.stream()
        .limit(SHOWN)
        .collect(
            Collectors.joining(
                "\n  ",
                "%s is broken %d times:\n  "
                    .formatted(guarantee.getClass().getSimpleName(), breaches.size()),
                breaches.size() > SHOWN ? "\n  …" : ""));
  }
}
