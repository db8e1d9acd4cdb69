package io.scriptmaster.processors.streams;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where other instances reach this one.
 *
 * @param host a name, an IPv4 address or an IPv6 address (without brackets)
 * @param port from 1 to 65535
 */
public record HostAndPort(String host, int port) {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED = "host:port, such as 10.0.0.7:8090 or [fd00::7]:8090";

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}|[0-9a-fA-F:.]{2,45}");
  private static final Pattern FORM =
      Pattern.compile("(?:\\[(?<v6>[^\\[\\]]+)]|(?<host>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  public HostAndPort {
    if (!HOST.matcher(host).matches() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          "an address is %s, not %s with port %d".formatted(ACCEPTED, host, port));
    }
  }

  /**
   * @throws IllegalArgumentException where the text is no address
   */
  public static HostAndPort parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("an address is %s, not %s".formatted(ACCEPTED, text));
    }
    String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
    return new HostAndPort(host, Integer.parseInt(matcher.group("port")));
  }

  URI http(String path) {
    return URI.create("http://%s%s".formatted(this, path));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? "%s:%d" : "[%s]:%d").formatted(host, port);
  }
}
