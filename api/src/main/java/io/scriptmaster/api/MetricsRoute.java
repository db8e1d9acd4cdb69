package io.scriptmaster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Routes;
import java.util.Map;

/**
 * {@code /metrics}: without a token on this machine, from elsewhere for the operator. It names no
 * tenant, but tells how much all of them do.
 */
final class MetricsRoute {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Metrics metrics;

  MetricsRoute(Metrics metrics) {
    this.metrics = metrics;
  }

  void addTo(Routes routes) {
    routes.getOpenOnLoopback("/metrics", this::show);
  }

  /** A query is ignored: scrapers may add one to tell targets apart. */
  private Answer show(Call call) {
    return new Answer(200, PROMETHEUS_TEXT, Map.of(), metrics.text().getBytes(UTF_8));
  }
}
