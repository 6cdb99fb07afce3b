package io.llmspell.fleet.error;

/**
 * Every kind of failure the fleet reports. The exit codes are documented in {@code
 * docs/exit-codes.md} and never change their meaning.
 */
public enum ErrorCode {
  /** A fault of the fleet itself. */
  INTERNAL(1, 500, false),
  /** The command line or a request is malformed. */
  USAGE(2, 400, false),
  /** A Compose file, config file or value in it is wrong. */
  INVALID_FILE(3, 422, false),
  /** No such kernel, service, file or profile. */
  NOT_FOUND(4, 404, false),
  /** No engine is there, or it went away in mid-answer. */
  ENGINE_UNAVAILABLE(5, 503, true),
  /** The engine is there, but this user may not use it. */
  ENGINE_FORBIDDEN(6, 403, false),
  /** A name or a state taken by somebody else. */
  CONFLICT(7, 409, true),
  /** An image that is neither local nor to be had. */
  IMAGE_UNAVAILABLE(8, 424, false),
  /** No free block of ports is left in the range. */
  PORTS_EXHAUSTED(9, 507, false),
  /** A kernel or a service did not become ready. */
  NOT_READY(10, 504, false),
  /** The runtime can't do what was asked for, and says so. */
  UNSUPPORTED(11, 501, false),
  /** The engine answered with a failure. */
  ENGINE_ERROR(12, 502, true),
  /** A change that must not be made twice was sent, and no answer came that tells its outcome. */
  OUTCOME_UNKNOWN(13, 504, false),
  /** An engine is there, and does not answer in time. */
  ENGINE_SILENT(14, 504, true),
  /** The engine's disk is full. */
  DISK_FULL(15, 507, false),
  /** Nobody that is known asks: the token is missing, wrong or revoked. */
  UNAUTHENTICATED(16, 401, false),
  /** Whoever asks is known, and his role does not allow it. */
  FORBIDDEN(17, 403, false),
  /** Whoever asks has as much as he may have. */
  QUOTA_EXCEEDED(18, 403, false),
  /** Whoever asks does so too often. */
  RATE_LIMITED(19, 429, true),
  /** The person or program that asked has withdrawn. */
  CANCELLED(130, 499, false);

  private final int exitCode;
  private final int httpStatus;
  private final boolean retryable;

  ErrorCode(int exitCode, int httpStatus, boolean retryable) {
    this.exitCode = exitCode;
    this.httpStatus = httpStatus;
    this.retryable = retryable;
  }

  /** The exit code of a command that fails so, 1 to 130. */
  public int exitCode() {
    return exitCode;
  }

  /** The HTTP status of an answer that fails so, 400 to 599. */
  public int httpStatus() {
    return httpStatus;
  }

  /** Whether the same call may succeed later with nothing changed by the caller. */
  public boolean retryable() {
    return retryable;
  }
}
