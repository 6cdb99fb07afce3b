package io.llmspell.fleet.daemon.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A token itself: {@code dft_} and 256 random bits in 43 letters, digits, {@code -} and {@code _}.
 * It is shown once and kept nowhere.
 */
public record TokenSecret(String text) {
  /** By which people, and programs that look for secrets in texts, know a token. */
  private static final String PREFIX = "dft_";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern LIKE_ONE = Pattern.compile(PREFIX + "[A-Za-z0-9_-]+");

  /** A new one. */
  public static TokenSecret random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new TokenSecret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public TokenDigest digest() {
    return TokenDigest.of(text);
  }

  /** A text without whatever looks like a token in it. */
  static String masked(String text) {
    return LIKE_ONE.matcher(text).replaceAll(PREFIX + "…");
  }

  /** Nothing that could be used. */
  @Override
  public String toString() {
    return masked(text);
  }
}
