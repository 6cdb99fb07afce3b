package io.llmspell.fleet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.bench.measure.Series;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0,        0.000",
    "0.12345,  0.123",
    "0.9996,   1.00",
    "1.2345,   1.23",
    "9.996,    10.0",
    "12.345,   12.3",
    "99.96,    100",
    "1234.4,   1234",
    "-12.345,  -12.3",
  })
  void printsAboutThreeDigits(double value, String printed) {
    assertThat(Figures.plain(value)).isEqualTo(printed);
  }

  @Test
  void aRatioHasTwoDecimals() {
    assertThat(Figures.ratio(1.149)).isEqualTo("1.15");
  }

  @Test
  void oneRoundHasNoSpread() {
    assertThat(Figures.withSpread(new Series(List.of(5.0)))).isEqualTo("5.00");
    assertThat(Figures.withSpread(new Series(List.of(5.0, 20.0, 7.0))))
        .isEqualTo("7.00 (5.00–20.0)");
  }
}
