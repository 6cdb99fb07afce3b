package io.llmspell.fleet.daemon.access;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a token, 64 hex digits. A slow hash, as passwords need, would add nothing: there
 * are 2^256 tokens, all as likely, and nobody tries them all however fast it goes.
 */
public record TokenDigest(String hex) {
  private static final int ID_DIGITS = 12;
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if it is none
   */
  public TokenDigest {
    if (!SHA_256.matcher(hex).matches()) {
      throw new IllegalArgumentException("'" + hex + "' is not a token's digest");
    }
  }

  /** Of any text. */
  public static TokenDigest of(String token) {
    return new TokenDigest(Hashing.sha256().hashString(token, StandardCharsets.UTF_8).toString());
  }

  /** What people call the token by: 12 hex digits, from which nothing of it follows. */
  public String id() {
    return hex.substring(0, ID_DIGITS);
  }

  /** Whether they are the same; takes as long for those that are as for those that are not. */
  public boolean matches(TokenDigest other) {
    return MessageDigest.isEqual(
        hex.getBytes(StandardCharsets.US_ASCII), other.hex.getBytes(StandardCharsets.US_ASCII));
  }
}
