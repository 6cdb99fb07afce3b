package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From an {@code Authorization} header to who asks. Pure. */
public final class Authentication {
  /** Both words are in use: the one by RFC 6750, the other by Jupyter's own clients. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?:bearer|token)[ \\t]+([A-Za-z0-9._~+/=-]+)[ \\t]*", Pattern.CASE_INSENSITIVE);

  private Authentication() {}

  /**
   * Who asks. Without tokens whoever asks from this machine is an operator, whatever he has in his
   * header; with them it is counted from nowhere.
   *
   * @param tokens all there are
   * @param authorization the header's value; absent if there is none
   * @param isLoopback whether the request came over the loopback interface, by the address of its
   *     connection and by no header
   * @throws FleetException with {@code UNAUTHENTICATED} if nobody that is known does; the message
   *     does not tell what is wrong with a token
   */
  public static Principal of(
      List<Token> tokens, Optional<String> authorization, boolean isLoopback) {
    if (tokens.isEmpty()) {
      if (isLoopback) {
        return Principal.LOCAL;
      }
      throw refusal("without tokens only this machine is served: `docker-fleet token create`");
    }
    TokenDigest given =
        authorization
            .flatMap(Authentication::token)
            .map(TokenDigest::of)
            .orElseThrow(() -> refusal("send `Authorization: Bearer TOKEN`"));
    return known(tokens, given)
        .orElseThrow(() -> refusal("this token is not, or no longer, known: ask for another"))
        .principal();
  }

  /** The token in a header's value; empty if there is none. */
  static Optional<String> token(String authorization) {
    Matcher matcher = HEADER.matcher(authorization);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Looks at all of them, so that the time it takes does not tell which it was. */
  private static Optional<Token> known(List<Token> tokens, TokenDigest given) {
    Optional<Token> known = Optional.empty();
    for (Token token : tokens) {
      if (token.digest().matches(given)) {
        known = Optional.of(token);
      }
    }
    return known;
  }

  private static FleetException refusal(String advice) {
    return new FleetException(ErrorCode.UNAUTHENTICATED, "who asks is not known: " + advice);
  }
}
