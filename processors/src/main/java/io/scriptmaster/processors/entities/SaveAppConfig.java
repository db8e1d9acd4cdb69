package io.scriptmaster.processors.entities;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The body of the command that saves the settings of a product.
 *
 * @param variables up to {@value #MAX_VARIABLES}, names as in JavaScript, values of at most {@value
 *     #MAX_VALUE} characters
 * @param outboundHosts up to {@value #MAX_HOSTS} host names, or {@code *.} and a host name
 * @param logLevel debug, info (unless given), warn or error
 * @param logRetentionDays 1 to 30; null keeps logs as long as their topic
 * @param analyticsOptOut false unless given
 */
public record SaveAppConfig(
    Map<String, String> variables,
    List<String> outboundHosts,
    String logLevel,
    Integer logRetentionDays,
    Boolean analyticsOptOut)
    implements CommandBody {

  static final int MAX_VARIABLES = 200;
  static final int MAX_VALUE = 8_000;
  static final int MAX_HOSTS = 100;

  private static final int MAX_DAYS = 30;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]{0,99}");
  private static final Pattern HOST =
      Pattern.compile(
          "(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  public SaveAppConfig {
    variables = variables == null ? Map.of() : variables;
    Fields.require(
        variables.size() <= MAX_VARIABLES
            && variables.entrySet().stream().allMatch(SaveAppConfig::isVariable),
        "variables",
        "variables are up to %d names as in JavaScript with texts of at most %d characters"
            .formatted(MAX_VARIABLES, MAX_VALUE));
    outboundHosts = outboundHosts == null ? List.of() : outboundHosts;
    Fields.require(
        outboundHosts.size() <= MAX_HOSTS
            && outboundHosts.stream()
                .allMatch(host -> host != null && HOST.matcher(host).matches()),
        "outboundHosts",
        "outboundHosts are up to %d host names in lower case, such as api.example.com or *.example.com"
            .formatted(MAX_HOSTS));
    logLevel = Fields.oneOf("logLevel", logLevel, "info", "debug", "warn", "error");
    Fields.require(
        logRetentionDays == null || logRetentionDays >= 1 && logRetentionDays <= MAX_DAYS,
        "logRetentionDays",
        "logRetentionDays is a number from 1 to %d".formatted(MAX_DAYS));
    analyticsOptOut = analyticsOptOut != null && analyticsOptOut;
    variables = Map.copyOf(variables);
    outboundHosts = List.copyOf(outboundHosts);
  }

  private static boolean isVariable(Map.Entry<String, String> variable) {
    return NAME.matcher(variable.getKey()).matches()
        && variable.getValue() != null
        && variable.getValue().length() <= MAX_VALUE;
  }
}
