package io.llmspell.fleet.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PatienceTest {
  private final List<Long> waits = new ArrayList<>();
  private int failures;

  @ParameterizedTest
  @EnumSource(names = {"ENGINE_UNAVAILABLE", "ENGINE_SILENT", "ENGINE_ERROR", "INVALID_FILE"})
  void waitsForWhatPassesLongerEachTimeUpToHalfAMinute(ErrorCode code) throws InterruptedException {
    assertThat(patience(Integer.MAX_VALUE).await(failing(8, code))).contains("there");
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"ENGINE_UNAVAILABLE", "ENGINE_SILENT", "ENGINE_ERROR", "INVALID_FILE"},
      mode = Mode.EXCLUDE)
  void doesNotWaitForWhatStays(ErrorCode code) {
    assertThatThrownBy(() -> patience(Integer.MAX_VALUE).await(failing(1, code)))
        .isInstanceOf(FleetException.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void givesUpAtTheEnd() throws InterruptedException {
    assertThat(patience(3).await(failing(8, ErrorCode.ENGINE_UNAVAILABLE))).isEmpty();
    assertThat(waits).containsExactly(1L, 2L, 4L);
  }

  private Supplier<String> failing(int times, ErrorCode code) {
    return () -> {
      failures++;
      if (failures <= times) {
        throw new FleetException(code, "not there");
      }
      return "there";
    };
  }

  private Patience patience(int endAfter) {
    return new Patience(
        (Duration delay) -> {
          waits.add(delay.toSeconds());
          return waits.size() >= endAfter;
        });
  }
}
