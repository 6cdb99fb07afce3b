package io.llmspell.fleet.compose.write;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/**
 * Which texts need no quotes, whichever version of YAML they are read as. The reserved words are
 * the base class's affair; here it is what may look like a number, a time in base 60, or a sign.
 */
public final class PlainText extends StringQuotingChecker.Default {
  private static final long serialVersionUID = 1L;

  /** Possessive, so that no text is too long for the stack. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][\\w./@-]*+(?::[\\w./@-]++)*+");

  @Override
  public boolean needToQuoteName(String name) {
    return !PLAIN.matcher(name).matches() || super.needToQuoteName(name);
  }

  @Override
  public boolean needToQuoteValue(String value) {
    return !PLAIN.matcher(value).matches() || super.needToQuoteValue(value);
  }
}
