package io.llmspell.fleet.daemon.http;

/** Why a request is refused before the fleet hears of it; the fleet's own are {@code ErrorCode}. */
public enum Refusal {
  /** Not HTTP, not JSON, or not of the described form. */
  MALFORMED(400),
  /** Nobody knows who asks. */
  UNAUTHENTICATED(401),
  /** He may not, or not from there. */
  FORBIDDEN(403),
  /** There is no such path. */
  NO_SUCH_PATH(404),
  /** The path is there for other methods. */
  METHOD_NOT_ALLOWED(405),
  /** The body came too slowly. */
  TOO_SLOW(408),
  /** The body is longer than bodies may be. */
  TOO_LARGE(413),
  /** The body is no JSON in UTF-8. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** The key was used for something else. */
  KEY_REUSED(422),
  /** He asks too often. */
  TOO_MANY_REQUESTS(429),
  /** Too many ask at once. */
  BUSY(503),
  /** Nothing is known of the fleet yet. */
  STARTING(503);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /** The HTTP status, 400 to 599. */
  public int status() {
    return status;
  }
}
