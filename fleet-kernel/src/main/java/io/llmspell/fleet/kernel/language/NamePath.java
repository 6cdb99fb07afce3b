package io.llmspell.fleet.kernel.language;

import java.util.ArrayList;
import java.util.List;

/**
 * The dotted name around a cursor, such as {@code string.for}: what stands before the last
 * separator, and the rest.
 *
 * @param owners the names before the last one, outermost first
 * @param last the last name; before the cursor it may be empty or only begun
 * @param start where the last name starts
 * @param end where it ends
 */
public record NamePath(List<String> owners, String last, int start, int end) {
  public NamePath {
    owners = List.copyOf(owners);
  }

  /**
   * The name that ends at the cursor.
   *
   * @param separators characters that lead from an object to its field
   */
  public static NamePath before(String code, int cursor, String separators) {
    int start = startOf(code, cursor);
    String last = code.substring(start, cursor);
    List<String> owners = new ArrayList<>();
    int end = start;
    while (end > 0 && separators.indexOf(code.charAt(end - 1)) >= 0) {
      int ownerStart = startOf(code, end - 1);
      owners.add(0, code.substring(ownerStart, end - 1));
      end = ownerStart;
    }
    return new NamePath(owners, last, start, cursor);
  }

  /** The name that the cursor is in, or just behind, up to where it ends. */
  public static NamePath at(String code, int cursor, String separators) {
    int end = cursor;
    while (end < code.length() && isNamePart(code.charAt(end))) {
      end++;
    }
    return before(code, end, separators);
  }

  /** Whether one of the owners is no name, as in {@code f().x}: then nothing is known of it. */
  public boolean isUnknown() {
    return owners.contains("");
  }

  private static int startOf(String code, int end) {
    int start = end;
    while (start > 0 && isNamePart(code.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || c == '$' || Character.isLetterOrDigit(c);
  }
}
