package io.llmspell.fleet.compose.interpolate;

import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts variables into a text as Compose does: {@code $VAR}, {@code ${VAR}}, {@code
 * ${VAR:-default}}, {@code ${VAR-default}}, {@code ${VAR:?message}}, {@code ${VAR?message}}, {@code
 * ${VAR:+other}}, {@code ${VAR+other}}, and {@code $$} for a dollar sign. What follows an operator
 * is a template again, looked at only if it is needed.
 */
public final class Template {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern OPERATOR = Pattern.compile(":?[-?+]");

  /** Nobody nests deeper by hand. */
  private static final int DEEPEST = 20;

  private final Map<String, String> variables;
  private final Consumer<String> unset;

  /**
   * Over fixed variables.
   *
   * @param unset told the name of each variable that is missing and has no default
   */
  public Template(Map<String, String> variables, Consumer<String> unset) {
    this.variables = variables;
    this.unset = unset;
  }

  /**
   * The text with its variables replaced.
   *
   * @throws IllegalArgumentException if the text is not a template, or wants a variable that is not
   *     there; the text is not repeated, since it may be secret
   */
  public String apply(String text) {
    return apply(text, 0);
  }

  private String apply(String text, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("variables are nested deeper than " + DEEPEST);
    }
    StringBuilder result = new StringBuilder();
    int at = 0;
    int dollar;
    while ((dollar = text.indexOf('$', at)) >= 0) {
      result.append(text, at, dollar);
      at = dollar + 1;
      Matcher name = NAME.matcher(text).region(at, text.length());
      if (text.startsWith("$", at)) {
        result.append('$');
        at++;
      } else if (text.startsWith("{", at)) {
        int close = closingBrace(text, at);
        result.append(braced(text.substring(at + 1, close), depth));
        at = close + 1;
      } else if (name.lookingAt()) {
        result.append(value(name.group()));
        at = name.end();
      } else {
        throw notAVariable();
      }
    }
    return result.append(text, at, text.length()).toString();
  }

  private String braced(String inside, int depth) {
    Matcher name = NAME.matcher(inside);
    if (!name.lookingAt()) {
      throw notAVariable();
    }
    if (name.end() == inside.length()) {
      return value(inside);
    }
    Matcher operator = OPERATOR.matcher(inside).region(name.end(), inside.length());
    if (!operator.lookingAt()) {
      throw notAVariable();
    }
    return operation(name.group(), operator.group(), inside.substring(operator.end()), depth);
  }

  private String operation(String name, String operator, String operand, int depth) {
    @Nullable String value = variables.get(name);
    boolean emptyCounts = operator.length() == 1;
    boolean given = value != null && (emptyCounts || !value.isEmpty());
    String present = given && value != null ? value : "";
    return switch (operator.charAt(operator.length() - 1)) {
      case '-' -> given ? present : apply(operand, depth + 1);
      case '+' -> given ? apply(operand, depth + 1) : "";
      default -> given ? present : missing(name, apply(operand, depth + 1));
    };
  }

  private static String missing(String name, String message) {
    throw new IllegalArgumentException(
        "needs the variable " + name + (message.isEmpty() ? "" : ": " + message));
  }

  private String value(String name) {
    @Nullable String value = variables.get(name);
    if (value == null) {
      unset.accept(name);
      return "";
    }
    return value;
  }

  /**
   * Where the brace that is opened at a place is closed; only a dollar sign's brace opens others.
   */
  private static int closingBrace(String text, int open) {
    int depth = 1;
    for (int at = open + 1; at < text.length(); at++) {
      if (text.startsWith("${", at)) {
        depth++;
        at++;
      } else if (text.charAt(at) == '}' && --depth == 0) {
        return at;
      }
    }
    throw new IllegalArgumentException("has a ${ with no closing brace");
  }

  private static IllegalArgumentException notAVariable() {
    return new IllegalArgumentException(
        "has a $ that begins no variable; write $$ for a dollar sign");
  }
}
