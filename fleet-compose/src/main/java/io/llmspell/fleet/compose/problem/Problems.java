package io.llmspell.fleet.compose.problem;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Collects what is wrong, so that a person sees everything at once. Not thread-safe; belongs to one
 * reading of one file and of those that it refers to.
 */
public final class Problems {
  private final String file;
  private final SortedSet<Problem> found;

  private Problems(String file, SortedSet<Problem> found) {
    this.file = file;
    this.found = found;
  }

  /** For a file, named in messages as it is named here. */
  public static Problems in(Path file) {
    return new Problems(file.toString(), new TreeSet<>());
  }

  /** For another file; what is added there is found here as well. */
  public Problems alsoIn(Path other) {
    return new Problems(other.toString(), found);
  }

  public void add(Position position, String path, String message) {
    String named = position.file().isEmpty() ? file : position.file();
    found.add(new Problem(new Position(named, position.line(), position.column()), path, message));
  }

  /** The file that is being read, as it is named in messages. */
  public String file() {
    return file;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /**
   * Ends the reading if anything is wrong.
   *
   * @throws FleetException with {@code INVALID_FILE} and a line for each problem, if there is one
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new FleetException(
          ErrorCode.INVALID_FILE,
          found.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
  }
}
