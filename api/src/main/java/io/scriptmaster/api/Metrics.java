package io.scriptmaster.api;

import io.micrometer.core.instrument.MeterRegistry;

/** What is measured of this instance. */
public interface Metrics {

  /** Where the API counts its requests. */
  MeterRegistry registry();

  /**
   * All that is measured, as it is now.
   *
   * @return in the Prometheus text format, 0.0.4
   */
  String text();
}
