package io.scriptmaster.engine;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Which programs have BigInts: those whose text names them, by {@code BigInt} or a literal. All
 * others find none on their global object, so that what watches the operators ({@link BigIntGuard})
 * costs them nothing; decision 16 says why.
 */
final class BigInts {

  /** A URI of sources, no part of their name. */
  private static final URI WITH = URI.create("scriptmaster:with-bigints");

  private static final URI WITHOUT = URI.create("scriptmaster:without-bigints");

  /** Names of the built-ins are {@code BigInt} and longer ones; a literal is digits and an n. */
  private static final Pattern NAMED = Pattern.compile("BigInt|[0-9]n|0[xX][0-9a-fA-F_]+n");

  private BigInts() {}

  static boolean areNamedIn(String source) {
    return NAMED.matcher(source).find();
  }

  /** The same text with and without is not the same source: they are instrumented differently. */
  static URI mark(boolean with) {
    return with ? WITH : WITHOUT;
  }

  static boolean areIn(com.oracle.truffle.api.source.Source source) {
    return WITH.equals(source.getURI());
  }
}
