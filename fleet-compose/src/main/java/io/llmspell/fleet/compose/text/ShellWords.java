package io.llmspell.fleet.compose.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts a command into words as a POSIX shell does, without expanding anything. */
public final class ShellWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  /**
   * The words of a command.
   *
   * @throws IllegalArgumentException for a quote that is not closed, or a backslash with nothing
   *     after it
   */
  public static List<String> split(String text) {
    return new ShellWords(text).split();
  }

  private List<String> split() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case ' ', '\t', '\n', '\r' -> endWord();
        case '\'' -> singleQuoted();
        case '"' -> doubleQuoted();
        case '\\' -> append(escaped());
        default -> append(c);
      }
    }
    endWord();
    return List.copyOf(words);
  }

  private void singleQuoted() {
    int close = text.indexOf('\'', at);
    if (close < 0) {
      throw new IllegalArgumentException("a single quote (') is not closed in: " + text);
    }
    inWord = true;
    word.append(text, at, close);
    at = close + 1;
  }

  private void doubleQuoted() {
    inWord = true;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return;
      }
      boolean escape = c == '\\' && at < text.length() && "\\\"$`".indexOf(text.charAt(at)) >= 0;
      append(escape ? escaped() : c);
    }
    throw new IllegalArgumentException("a double quote (\") is not closed in: " + text);
  }

  private char escaped() {
    if (at == text.length()) {
      throw new IllegalArgumentException("nothing follows the last backslash in: " + text);
    }
    return text.charAt(at++);
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
