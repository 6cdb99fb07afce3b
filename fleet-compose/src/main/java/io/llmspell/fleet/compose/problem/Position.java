package io.llmspell.fleet.compose.problem;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/**
 * Where something is, counted from 1. Line 0 stands for the file as a whole.
 *
 * @param file as it is named in messages; empty for the one that is being read
 * @param folder where relative paths begin in this reading of the file, which may be one of
 *     several; of no account for the order
 * @param column tells apart what is in one line, for the order of the problems
 */
public record Position(String file, Optional<Path> folder, int line, int column)
    implements Comparable<Position> {
  /** No line in particular. */
  public static final Position WHOLE_FILE = new Position("", 0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::file)
          .thenComparingInt(Position::line)
          .thenComparingInt(Position::column);

  /** Where no path is written. */
  public Position(String file, int line, int column) {
    this(file, Optional.empty(), line, column);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line}, as in messages. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "");
  }
}
