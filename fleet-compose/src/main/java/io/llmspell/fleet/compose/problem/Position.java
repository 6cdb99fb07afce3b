package io.llmspell.fleet.compose.problem;

import java.util.Comparator;

/**
 * Where in a file something is, counted from 1. Line 0 stands for the file as a whole.
 *
 * @param column tells apart what is in one line, for the order of the problems
 */
public record Position(int line, int column) implements Comparable<Position> {
  /** No line in particular. */
  public static final Position WHOLE_FILE = new Position(0, 0);

  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }
}
