package io.scriptmaster.api.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides who a caller is. */
final class Authentication {

  // RFC 6750, 2.1: b64token, after a scheme whose case does not matter.
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(?<token>[\\x21-\\x7e]+)");

  private final Predicate<String> operatorToken;

  Authentication(Predicate<String> operatorToken) {
    this.operatorToken = operatorToken;
  }

  /**
   * The caller.
   *
   * @param authorization the header, or null
   * @throws ProblemException 401 where a token is needed and none is valid
   */
  Caller identify(Access access, String remoteAddress, String authorization) {
    boolean open =
        switch (access) {
          case WITH_TOKEN -> false;
          case OPEN_ON_LOOPBACK -> isLoopback(remoteAddress);
          case OPEN -> true;
        };
    return open ? new Caller.Anonymous() : holderOf(authorization);
  }

  private Caller holderOf(String authorization) {
    Optional<String> token =
        Optional.ofNullable(authorization)
            .map(BEARER::matcher)
            .filter(Matcher::matches)
            .map(bearer -> bearer.group("token"));
    if (token.filter(operatorToken).isPresent()) {
      return new Caller.Operator();
    }
    // RFC 6750, 3.1: the error is told only to who showed a token.
    String challenge =
        "Bearer realm=\"scriptmaster\"" + (token.isPresent() ? ", error=\"invalid_token\"" : "");
    throw Problem.of(
            401, "unauthorized", "send a valid token in the header Authorization: Bearer <token>")
        .asException()
        .with("WWW-Authenticate", challenge);
  }

  private static boolean isLoopback(String address) {
    try {
      // The address comes from the connection, so it is a literal and no name is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
