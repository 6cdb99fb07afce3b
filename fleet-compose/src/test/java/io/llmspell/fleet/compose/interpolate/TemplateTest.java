package io.llmspell.fleet.compose.interpolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables in values, as the Compose Specification has them. */
class TemplateTest {
  private static final Map<String, String> VARIABLES = Map.of("SET", "value", "EMPTY", "");

  private final List<String> unset = new ArrayList<>();
  private final Template template = new Template(VARIABLES, unset::add);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plain                | plain
          $SET                 | value
          ${SET}               | value
          a${SET}b$SET.c       | avaluebvalue.c
          ${NO}                | ''
          ${SET:-d}            | value
          ${EMPTY:-d}          | d
          ${NO:-d}             | d
          ${EMPTY-d}           | ''
          ${NO-d}              | d
          ${NO:-}              | ''
          ${SET:?e}            | value
          ${EMPTY?e}           | ''
          ${SET:+r}            | r
          ${EMPTY:+r}          | ''
          ${EMPTY+r}           | r
          ${NO+r}              | ''
          ${NO:-${SET}}        | value
          ${NO:-${NO2:-x}y}    | xy
          ${NO:-a}b}           | ab}
          $$SET                | $SET
          $${SET}              | ${SET}
          100$$                | 100$
          """)
  void replacesVariables(String text, String expected) {
    assertThat(template.apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ${NO:?}          | needs the variable NO
          ${NO?why}        | needs the variable NO: why
          ${EMPTY:?no $SET}| needs the variable EMPTY: no value
          ${SET            | has a ${ with no closing brace
          ${}              | has a $ that begins no variable; write $$ for a dollar sign
          ${1A}            | has a $ that begins no variable; write $$ for a dollar sign
          ${SET!x}         | has a $ that begins no variable; write $$ for a dollar sign
          cost: 5$         | has a $ that begins no variable; write $$ for a dollar sign
          $(pwd)           | has a $ that begins no variable; write $$ for a dollar sign
          """)
  void refusesWhatIsNoTemplate(String text, String message) {
    assertThatThrownBy(() -> template.apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void tellsOfVariablesThatNobodySet() {
    template.apply("$NO ${NO2} ${NO3:-d} ${NO4+r} $EMPTY");

    assertThat(unset).containsExactly("NO", "NO2");
  }

  @Test
  void looksOnlyAtTheDefaultsThatItNeeds() {
    assertThat(template.apply("${SET:-${NO:?never asked}}")).isEqualTo("value");
  }

  @Test
  void boundsHowDeepDefaultsNest() {
    String text = "${A:-".repeat(5000) + "}".repeat(5000);

    assertThatThrownBy(() -> template.apply(text)).hasMessageContaining("nested deeper");
  }
}
