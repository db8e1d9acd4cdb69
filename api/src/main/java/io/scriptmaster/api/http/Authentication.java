package io.scriptmaster.api.http;

import io.scriptmaster.api.http.TenantTokens.Recognition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides who a caller is. */
public final class Authentication {

  // RFC 6750, 2.1: b64token, after a scheme whose case does not matter.
  private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(?<token>[\\x21-\\x7e]+)");

  private static final String CHALLENGE = "Bearer realm=\"scriptmaster\"";

  private static final Problem UNAUTHORIZED =
      Problem.of(
          401, "unauthorized", "send a valid token in the header Authorization: Bearer <token>");
  private static final Problem EXPIRED =
      Problem.of(
          401, "token_expired", "the token has expired; ask an admin of the tenant for a new one");

  /** Takes the same time for every wrong token. */
  private final Predicate<String> operatorToken;

  private final TenantTokens tokens;
  private final RateLimiter limiter;

  public Authentication(Predicate<String> operatorToken, TenantTokens tokens, RateLimiter limiter) {
    this.operatorToken = operatorToken;
    this.tokens = tokens;
    this.limiter = limiter;
  }

  /**
   * The caller.
   *
   * @param authorization the header, or null
   * @throws ProblemException 401 where a token is needed and none is valid; 429 where too many were
   *     not
   */
  Caller identify(Access access, String remoteAddress, String authorization) {
    boolean open =
        switch (access) {
          case WITH_TOKEN -> false;
          case OPEN_ON_LOOPBACK -> isLoopback(remoteAddress);
          case OPEN -> true;
        };
    return open ? new Caller.Anonymous() : holderOf(tokenIn(authorization), remoteAddress);
  }

  private static String tokenIn(String authorization) {
    return Optional.ofNullable(authorization)
        .map(BEARER::matcher)
        .filter(Matcher::matches)
        .map(bearer -> bearer.group("token"))
        .orElseThrow(() -> UNAUTHORIZED.asException().with("WWW-Authenticate", CHALLENGE));
  }

  /**
   * The operator's token is compared however often others at the same address fail: behind a proxy
   * they would lock the operator out. It is as hard to guess as the operator made it; comparing
   * costs a hash, and looking for a tenant's token costs a read, which is bounded.
   */
  private Caller holderOf(String token, String remoteAddress) {
    if (operatorToken.test(token)) {
      return new Caller.Operator();
    }
    limiter.lookup(remoteAddress);
    return switch (tokens.recognise(token)) {
      case Recognition.Known(var holder) -> holder;
      case Recognition.Expired() -> throw refusal(EXPIRED, remoteAddress);
      case Recognition.Unknown() -> throw refusal(UNAUTHORIZED, remoteAddress);
    };
  }

  private ProblemException refusal(Problem problem, String remoteAddress) {
    limiter.failure(remoteAddress);
    // RFC 6750, 3.1: the error is told only to who showed a token.
    return problem.asException().with("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
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
