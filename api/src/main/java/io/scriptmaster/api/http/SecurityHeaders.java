package io.scriptmaster.api.http;

import java.util.Map;

/** The headers of every answer. */
final class SecurityHeaders {

  static final Map<String, String> ALL =
      Map.of("X-Content-Type-Options", "nosniff", "Cache-Control", "no-store");

  private SecurityHeaders() {}
}
