package io.scriptmaster.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Shows how often each meter was used. */
final class FakeMetrics implements Metrics {

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Override
  public MeterRegistry registry() {
    return meters;
  }

  @Override
  public String text() {
    return meters.getMeters().stream()
        .map(meter -> "%s %s\n".formatted(meter.getId().getName(), meter.measure()))
        .collect(Collectors.joining());
  }

  /** {@code GET /a/{b} 200}, for every request there was. */
  List<String> requests() {
    return meters.get("scriptmaster.http.request").timers().stream()
        .flatMap(
            timer ->
                Collections.nCopies(
                    (int) timer.count(),
                    "%s %s %s"
                        .formatted(
                            timer.getId().getTag("method"),
                            timer.getId().getTag("route"),
                            timer.getId().getTag("status")))
                    .stream())
        .toList();
  }
}
