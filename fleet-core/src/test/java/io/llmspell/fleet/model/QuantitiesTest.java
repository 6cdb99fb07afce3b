package io.llmspell.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and CPUs as Compose files write them. */
class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "1024, 1024",
    "1b, 1",
    "1k, 1024",
    "1kb, 1024",
    "1KiB, 1024",
    "512m, 536870912",
    "512MB, 536870912",
    "512 mib, 536870912",
    "1.5G, 1610612736",
    "1.5gb, 1610612736",
    "2GiB, 2147483648",
    "1t, 1099511627776",
    "' 64m ', 67108864",
    "9007199254740993, 9007199254740993",
    "0, 0"
  })
  void readsSizesInUnitsOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "-1m", "1.m", "1e3", "512 megs", "1,5g", "512m512m"})
  void refusesWhatIsNoSizeAndSaysWhatIs(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is not a size")
        .hasMessageContaining("512m or 2g");
  }

  @Test
  void refusesMoreMemoryThanThereCanBe() {
    assertThatThrownBy(() -> ByteSize.parse("99999999t")).hasMessageContaining("99999999t");
  }

  @Test
  void refusesANegativeSize() {
    assertThatThrownBy(() -> new ByteSize(-1)).hasMessageContaining("negative: -1");
  }

  @ParameterizedTest
  @CsvSource({"512m, 512m", "1024m, 1g", "1.5g, 1536m", "1000, 1000b", "0, 0b", "2048t, 2048t"})
  void writesSizesInTheLargestUnitThatKeepsThemWhole(String text, String written) {
    assertThat(ByteSize.parse(text)).hasToString(written);
    assertThat(ByteSize.parse(written)).isEqualTo(ByteSize.parse(text));
  }

  @Test
  void ordersSizes() {
    assertThat(ByteSize.parse("1g")).isGreaterThan(ByteSize.ofMebibytes(1023));
    assertThat(ByteSize.parse("1536k").mebibytes()).isEqualTo(1.5);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 500000000", "2, 2000000000", "0.01, 10000000", "1e1, 10000000000"})
  void readsCpus(String text, long nanos) {
    assertThat(Cpus.parse(text)).isEqualTo(new Cpus(nanos));
  }

  @ParameterizedTest
  @CsvSource({"0.50, 0.5", "2.0, 2", "10, 10"})
  void writesCpusAsShortAsCanBe(String text, String written) {
    assertThat(Cpus.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({
    "half, is not a number of CPUs: write a number such as 0.5 or 2",
    "0, is not a possible number of CPUs",
    "-1, is not a possible number of CPUs",
    "100001, is not a possible number of CPUs",
    "0.005, a CPU limit is at least 0.01",
    "1e-999999999, a CPU limit is at least 0.01"
  })
  void refusesWhatIsNoNumberOfCpus(String text, String message) {
    assertThatThrownBy(() -> Cpus.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(text);
  }
}
