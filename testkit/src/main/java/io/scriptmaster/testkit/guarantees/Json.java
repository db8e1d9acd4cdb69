package io.scriptmaster.testkit.guarantees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON texts that say the same are the same. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static boolean same(String one, String other) {
    if (one == null || other == null) {
      return one == other;
    }
    if (one.equals(other)) {
      return true;
    }
    try {
      return MAPPER.readTree(one).equals(MAPPER.readTree(other));
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
