package io.scriptmaster.engine;

import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * What bootstrap.js may call: strings in, nothing out. They must not throw, because a script could
 * catch it; bootstrap.js hides them from the script, so their arguments are as it promises.
 */
final class HostFunctions {

  private final LogCollector log;

  HostFunctions(LogCollector log) {
    this.log = log;
  }

  /** {@code (level, message, dataJson or null)}. */
  ProxyExecutable log() {
    return arguments -> {
      log.add(
          LogLevel.valueOf(arguments[0].asString()),
          arguments[1].asString(),
          textOrNull(arguments[2]));
      return null;
    };
  }

  /** {@code ()}: a line beyond the limit. */
  ProxyExecutable drop() {
    return arguments -> {
      log.drop();
      return null;
    };
  }

  private static String textOrNull(Value value) {
    return value.isNull() ? null : value.asString();
  }
}
