package io.scriptmaster.processors.history;

import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.HexFormat;

/** The keys of the history's stores, in the order in which they are read. */
final class HistoryKeys {

  /** Digits of numbers at their full length, so that their text sorts as they do. */
  private static final HexFormat HEX = HexFormat.of();

  private HistoryKeys() {}

  static String execution(String tenant, String executionId) {
    return tenant + "/" + executionId;
  }

  static String letter(String tenant, String letterId) {
    return tenant + "/" + letterId;
  }

  /** Newest first: the time counts down. */
  static String byTime(String tenant, Instant at, String id) {
    return startingAt(tenant, at) + "/" + id;
  }

  /** What the keys of a tenant's entries of this moment begin with; older ones sort after it. */
  static String startingAt(String tenant, Instant at) {
    return tenant + '/' + HEX.toHexDigits(Long.MAX_VALUE - at.toEpochMilli());
  }

  static String logLine(String tenant, String executionId, int sequence) {
    return execution(tenant, executionId) + '/' + HEX.toHexDigits(sequence);
  }

  static String prefixOf(TenantId tenant) {
    return tenant.value() + "/";
  }

  /** After all keys that start with {@code tenant/}: '0' follows '/'. */
  static String afterAllOf(String tenant) {
    return tenant + "0";
  }
}
