package io.scriptmaster.api.http;

/** Recognises the tokens of tenants. */
@FunctionalInterface
public interface TenantTokens {

  /**
   * Says whose token this is. Takes the same time for every token that is not valid.
   *
   * @throws io.scriptmaster.processors.streams.ViewUnavailableException where nobody can tell now
   */
  Recognition recognise(String token);

  /** What is known about a token that somebody shows. */
  sealed interface Recognition {

    record Known(Caller.TokenHolder holder) implements Recognition {}

    /** It was valid until it expired. Told only to who shows the whole token. */
    record Expired() implements Recognition {}

    /** Never given out, deleted, or not the whole token: nobody learns which. */
    record Unknown() implements Recognition {}
  }
}
