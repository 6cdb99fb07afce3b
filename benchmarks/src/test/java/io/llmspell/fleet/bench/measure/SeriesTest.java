package io.llmspell.fleet.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void theMedianOfAnOddNumberIsTheOneInTheMiddleInWhateverOrderTheyCome() {
    assertThat(new Series(List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(new Series(List.of(8.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3.0);
  }

  @Test
  void theMedianOfOneIsItself() {
    assertThat(new Series(List.of(7.0)).median()).isEqualTo(7.0);
  }

  @Test
  void aRatioIsOneOfMediansAndNotOfMeans() {
    Series ours = new Series(List.of(3.0, 3.0, 300.0));
    Series theirs = new Series(List.of(2.0, 2.0, 0.1));
    assertThat(ours.ratioTo(theirs)).isEqualTo(1.5);
  }

  @Test
  void theSpreadIsFromTheLeastToTheMost() {
    Series series = new Series(List.of(3.0, 1.0, 2.0));
    assertThat(series.least()).isEqualTo(1.0);
    assertThat(series.most()).isEqualTo(3.0);
  }

  @Test
  void durationsAreInMillisecondsWithTheirFractions() {
    Series series = Series.ofDurations(List.of(Duration.ofNanos(1_500_000)));
    assertThat(series.values()).containsExactly(1.5);
  }

  @Test
  void nothingMeasuredIsNoSeries() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Series(List.of()));
  }
}
