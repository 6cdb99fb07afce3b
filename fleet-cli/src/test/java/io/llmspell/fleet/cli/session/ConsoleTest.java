package io.llmspell.fleet.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asking a person. */
class ConsoleTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "Y\n", "yes\n", " YES \n", "y"})
  void aYesIsAYes(String answer) {
    assertThat(console(answer).confirms("Go on?")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n\n", "no\n", "\n", "", "\ny\n", "ok\n", "never say yes\n"})
  void anythingElseIsANo(String answer) {
    assertThat(console(answer).confirms("Go on?")).isFalse();
  }

  @Test
  void asksOnTheErrorStreamSoThatResultsStayClean() {
    assertThat(console("n\n").confirms("Go on?")).isFalse();

    assertThat(err).hasToString("Go on? [y/N] ");
    assertThat(out.toString()).isEmpty();
  }

  private Console console(String typed) {
    return new Console(
        new PrintWriter(out),
        new PrintWriter(err),
        new BufferedReader(new StringReader(typed)),
        true);
  }
}
