package io.llmspell.fleet.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The version that both sides speak. */
class ApiVersionTest {

  @ParameterizedTest
  @CsvSource({
    "1.12, 1.41, 1.41", // engine 20.10
    "1.24, 1.40, 1.40", // the oldest that will do
    "1.24, 1.47, 1.47",
    "1.44, 1.51, 1.51", // as new as the fleet
    "1.44, 1.60, 1.51", // newer, and still speaks ours
    "1.51, 2.3, 1.51" // only just
  })
  void settlesOnTheNewestThatBothSpeak(String oldest, String newest, String settled) {
    assertThat(ApiVersion.settle(ApiVersion.parse(oldest), ApiVersion.parse(newest)))
        .hasToString(settled);
  }

  @ParameterizedTest
  @CsvSource({"1.52, 1.60", "2.0, 2.1"})
  void refusesAnEngineWhoseOldestIsTooNewAndNamesBothRanges(String oldest, String newest) {
    assertThatThrownBy(() -> ApiVersion.settle(ApiVersion.parse(oldest), ApiVersion.parse(newest)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED)
        .hasMessage(
            "the engine speaks API %s to %s, docker-fleet 1.40 to 1.51: update the older of the two",
            oldest, newest);
  }

  @ParameterizedTest
  @CsvSource({"1.12, 1.39", "0.1, 0.99"})
  void refusesAnEngineThatIsTooOld(String oldest, String newest) {
    assertThatThrownBy(() -> ApiVersion.settle(ApiVersion.parse(oldest), ApiVersion.parse(newest)))
        .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED)
        .hasMessageContaining("the engine speaks API " + oldest + " to " + newest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.", ".41", "1.x", "latest", "v1.41"})
  void refusesWhatIsNoVersion(String text) {
    assertThatThrownBy(() -> ApiVersion.parse(text))
        .hasFieldOrPropertyWithValue("code", ErrorCode.ENGINE_ERROR)
        .hasMessage("the engine's API version '%s' is not one", text);
  }

  @ParameterizedTest
  @CsvSource({"1.9, 1.10", "1.99, 2.0", "1.40, 1.41"})
  void ordersByNumbersNotByText(String less, String more) {
    assertThat(ApiVersion.parse(less)).isLessThan(ApiVersion.parse(more));
  }
}
