package io.llmspell.fleet.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cells of this session, in memory, as long as the kernel lives; the oldest are forgotten
 * beyond ten thousand. Confined to the executing thread.
 */
final class History {
  private static final int MOST = 10_000;

  /**
   * One cell.
   *
   * @param line its execution count
   * @param output the text of its value, if it had one
   */
  record Entry(int line, String input, Optional<String> output) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(Entry entry) {
    if (entries.size() == MOST) {
      entries.remove(0);
    }
    entries.add(entry);
  }

  /** The last ones, oldest first. */
  List<Entry> tail(int n) {
    return List.copyOf(
        entries.subList(Math.max(0, entries.size() - Math.max(0, n)), entries.size()));
  }

  /**
   * Those from one execution count up to, but without, another.
   *
   * @param stop no limit if absent
   */
  List<Entry> range(int start, Optional<Integer> stop) {
    return entries.stream()
        .filter(entry -> entry.line() >= start)
        .filter(entry -> stop.isEmpty() || entry.line() < stop.get())
        .toList();
  }

  /**
   * The last ones whose whole code matches a pattern with {@code *} and {@code ?}, oldest first.
   *
   * @param unique whether of cells with the same code only the last counts
   */
  List<Entry> search(String glob, int n, boolean unique) {
    Pattern pattern = pattern(glob);
    List<Entry> found = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0 && found.size() < n; i--) {
      Entry entry = entries.get(i);
      boolean repeated =
          unique && found.stream().anyMatch(other -> other.input().equals(entry.input()));
      if (!repeated && pattern.matcher(entry.input()).matches()) {
        found.add(0, entry);
      }
    }
    return found;
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
