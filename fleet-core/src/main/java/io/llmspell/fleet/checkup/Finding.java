package io.llmspell.fleet.checkup;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.Optional;

/**
 * One thing that a check saw.
 *
 * @param check what was looked at, in one word: {@code clock}
 * @param seen what was seen
 * @param advice what to do about it; absent where nothing has to be done, or {@code seen} says it
 * @param problem the failure that this leads to; present for a problem, and for nothing else
 */
public record Finding(
    String check,
    Weight weight,
    String seen,
    Optional<String> advice,
    Optional<ErrorCode> problem) {

  /**
   * @throws IllegalArgumentException for a problem without a failure, or a failure that is none
   */
  public Finding {
    if ((weight == Weight.PROBLEM) != problem.isPresent()) {
      throw new IllegalArgumentException("a problem leads to a failure, and nothing else does");
    }
  }

  /** All is well. */
  public static Finding ok(String check, String seen) {
    return new Finding(check, Weight.OK, seen, Optional.empty(), Optional.empty());
  }

  /** Worth knowing; the fleet works. */
  public static Finding note(String check, String seen, String advice) {
    return new Finding(check, Weight.NOTE, seen, Optional.of(advice), Optional.empty());
  }

  /** Something does not work, or will not. */
  public static Finding problem(String check, ErrorCode code, String seen, String advice) {
    return new Finding(check, Weight.PROBLEM, seen, Optional.of(advice), Optional.of(code));
  }

  /** The same for what failed; its message says what to do. */
  public static Finding problem(String check, FleetException failure) {
    return new Finding(
        check, Weight.PROBLEM, failure.getMessage(), Optional.empty(), Optional.of(failure.code()));
  }

  /** How much it matters. */
  public enum Weight {
    OK,
    NOTE,
    PROBLEM
  }
}
