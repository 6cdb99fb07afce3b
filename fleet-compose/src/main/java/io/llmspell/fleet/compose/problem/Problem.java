package io.llmspell.fleet.compose.problem;

import java.util.Comparator;

/**
 * One thing that is wrong.
 *
 * @param path the keys that lead there, such as {@code services.kernel.mem_limit}; empty for none
 */
record Problem(Position position, String path, String message) implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::position)
          .thenComparing(Problem::path)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /** {@code file:line: path: message}, in one line whatever the file holds. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(position.toString());
    if (!path.isEmpty()) {
      line.append(": ").append(path);
    }
    return line.append(": ").append(message).toString().replaceAll("\\R", " ");
  }
}
