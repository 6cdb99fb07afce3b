package io.llmspell.fleet.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the fleet. Its message is for people: what failed, on what, why, and what to
 * do next. Unchecked, since nearly every caller passes it on to the one place that prints or
 * answers it.
 */
public final class FleetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public FleetException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public FleetException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.code = Objects.requireNonNull(code);
  }

  /** What kind of failure this is. */
  public ErrorCode code() {
    return code;
  }

  /** The message; never absent. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
