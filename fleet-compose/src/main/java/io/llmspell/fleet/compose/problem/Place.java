package io.llmspell.fleet.compose.problem;

/**
 * A place in a file that can be complained about.
 *
 * @param path the keys that lead there, such as {@code services.kernel.mem_limit}; empty at the top
 */
public record Place(Problems problems, Position position, String path) {

  /** Says what is wrong here. */
  public void problem(String message) {
    problems.add(position, path, message);
  }

  /** The place of a key below. */
  public Place key(String key, Position at) {
    return new Place(problems, at, path.isEmpty() ? key : path + "." + key);
  }

  /** The place of an item below, counted from 0. */
  public Place item(int index, Position at) {
    return new Place(problems, at, path + "[" + index + "]");
  }
}
