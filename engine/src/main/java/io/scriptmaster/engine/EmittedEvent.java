package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An event that a run emitted. The n-th of a run, from 0, has the id {@code <seed>-<n>}.
 *
 * @param type dotted segments of letters, digits, {@code _} and {@code -}; at most 200 characters
 * @param key the entity that it is about; at most 500 characters
 * @param payloadJson with key and headers at most {@link ScriptLimits.Events#maxEventBytes()}
 */
public record EmittedEvent(
    String type, Optional<String> key, String payloadJson, Map<String, String> headers) {

  static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*+");
  static final int MAX_TYPE_CHARS = 200;
  static final int MAX_KEY_CHARS = 500;

  public EmittedEvent {
    requireNonNull(type, "type");
    requireNonNull(key, "key");
    requireNonNull(payloadJson, "payloadJson");
    headers = Map.copyOf(headers);
  }
}
