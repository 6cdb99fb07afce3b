package io.llmspell.fleet.compose.interpolate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes through the entries of an environment file; a quoted value may span lines. */
final class EnvFileLines {
  private static final Pattern BEGIN =
      Pattern.compile("(?:export[ \\t]+)?([a-zA-Z_][a-zA-Z0-9_.-]*)[ \\t]*(=?)[ \\t]*");

  private final String text;
  private int at;
  private int start;
  private String name = "";

  EnvFileLines(String text) {
    this.text = (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
  }

  /** Moves to the next entry, past blanks and comments. */
  boolean next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipLine();
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        start = at;
        return true;
      }
    }
    return false;
  }

  /** The line where the entry that was read last begins. */
  int line() {
    return 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
  }

  /** The variable of the entry that was read last; empty if there is none to be sure of. */
  String name() {
    return name;
  }

  /**
   * Reads the entry and moves behind it, also if it is wrong.
   *
   * @throws IllegalArgumentException if it is not one, saying nothing of what it holds
   */
  Entry read() {
    name = "";
    Matcher begin = BEGIN.matcher(text).region(at, text.length());
    if (!begin.lookingAt()) {
      skipLine();
      throw noEntry();
    }
    at = begin.end();
    if (begin.group(2).isEmpty()) {
      if (isMoreInLine()) {
        throw noEntry();
      }
      return new Entry(begin.group(1), Optional.empty(), false);
    }
    name = begin.group(1);
    char quote = at < text.length() ? text.charAt(at) : '\n';
    if (quote == '\'' || quote == '"') {
      return new Entry(name, Optional.of(quoted(quote)), quote == '\'');
    }
    String value = restOfLine().replaceFirst("\\s+#.*", "").strip();
    skipLine();
    return new Entry(name, Optional.of(value), false);
  }

  private String quoted(char quote) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        if (isMoreInLine()) {
          throw new IllegalArgumentException("has something after its closing quote");
        }
        return value.toString();
      }
      boolean escape = c == '\\' && quote == '"' && at < text.length();
      value.append(escape ? escaped(text.charAt(at++)) : String.valueOf(c));
    }
    throw new IllegalArgumentException("has a quote (" + quote + ") that is not closed");
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '"', '\\' -> String.valueOf(c);
      // A dollar sign that stands for itself, in the template that this becomes.
      case '$' -> "$$";
      default -> "\\" + c;
    };
  }

  /** Goes to the next line, and says whether there was more than a comment in this one. */
  private boolean isMoreInLine() {
    String rest = restOfLine().strip();
    skipLine();
    return !rest.isEmpty() && !rest.startsWith("#");
  }

  private static IllegalArgumentException noEntry() {
    return new IllegalArgumentException("is not a line such as NAME=value");
  }

  private String restOfLine() {
    int end = text.indexOf('\n', at);
    return text.substring(at, end < 0 ? text.length() : end);
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  /**
   * @param value absent for a name alone
   * @param literal in single quotes, where nothing is replaced
   */
  record Entry(String name, Optional<String> value, boolean literal) {}
}
