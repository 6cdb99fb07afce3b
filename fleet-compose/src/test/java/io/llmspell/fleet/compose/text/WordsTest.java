package io.llmspell.fleet.compose.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations, shell words, truth values and suggestions. */
class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "1m30s, PT1M30S",
    "500ms, PT0.5S",
    "1h5m30s20ms, PT1H5M30.02S",
    "1.5s, PT1.5S",
    "250us, PT0.00025S",
    "0s, PT0S"
  })
  void readsDurations(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1d", "1m 30s", "1s2", "one second"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a duration");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          kernel start         | kernel;start
          sh -c 'echo "a b"'   | sh;-c;echo "a b"
          a "b c"d e\\ f       | a;b cd;e f
          "a\\"b\\n"           | a"b\\n
          x ''                 | x;
          """)
  void cutsCommandsAsAShellDoes(String command, String words) {
    assertThat(ShellWords.split(command)).containsExactly(words.split(";", -1));
  }

  @Test
  void cutsNothingIntoNoWords() {
    assertThat(ShellWords.split(" \t ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 'b", "a \"b", "a \\"})
  void refusesCommandsThatDoNotEnd(String command) {
    assertThatThrownBy(() -> ShellWords.split(command))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "Yes, true", "ON, true", "y, true", "no, false", "Off, false"})
  void readsTruthAsBothVersionsOfYamlDo(String text, boolean expected) {
    assertThat(Literals.truth(text)).isEqualTo(expected);
  }

  @Test
  void suggestsOnlyWhatIsNear() {
    List<String> known = List.of("mem_limit", "memswap_limit", "image");

    assertThat(Nearest.to("mem_limt", known)).contains("mem_limit");
    assertThat(Nearest.to("IMAGE", known)).contains("image");
    assertThat(Nearest.to("imgae", known)).contains("image");
    assertThat(Nearest.to("zebra", known)).isEmpty();
    assertThat(Nearest.to("x".repeat(10_000), known)).isEmpty();
  }
}
