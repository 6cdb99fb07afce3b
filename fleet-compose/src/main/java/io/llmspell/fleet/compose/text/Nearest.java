package io.llmspell.fleet.compose.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which known word somebody may have meant. */
public final class Nearest {
  /** Longer words are nobody's typing error, and comparing them takes time. */
  private static final int LONGEST = 80;

  private Nearest() {}

  /** The known word that takes the fewest changes, if they are few for its length. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(k -> Math.abs(k.length() - word.length()) <= allowed(word, k))
        .filter(k -> distance(lower, k.toLowerCase(Locale.ROOT)) <= allowed(word, k))
        .min(
            Comparator.comparingInt((String k) -> distance(lower, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code ; did you mean x?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(k -> "; did you mean " + k + "?").orElse("");
  }

  /** The words in their order, {@code a, b or c}. */
  public static String list(Collection<String> words) {
    String all = words.stream().sorted().collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }

  private static int allowed(String word, String known) {
    return Math.max(1, Math.min(word.length(), known.length()) / 3);
  }

  /** Insertions, deletions, replacements and swaps of neighbours that make one of the other. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = cell(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cell(int[][] cost, String a, String b, int i, int j) {
    if (i == 0 || j == 0) {
      return i + j;
    }
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
