package io.scriptmaster.engine;

/** How much a log line matters, least first. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR
}
