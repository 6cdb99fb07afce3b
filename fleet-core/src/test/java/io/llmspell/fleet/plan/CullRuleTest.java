package io.llmspell.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.llmspell.fleet.model.Culling;
import io.llmspell.fleet.plan.CullRule.End;
import io.llmspell.fleet.plan.CullRule.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which limit a kernel comes to first, and how long before that people are warned. */
class CullRuleTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Culling ALL = new Culling(hours(1), hours(8), hours(24), false);

  @Test
  void oneThatIsIdleEndsThen() {
    assertThat(CullRule.of(ALL, facts(Optional.of(START.plusSeconds(60)), Optional.empty())))
        .contains(new End(START.plusSeconds(3660), Duration.ofMinutes(1), "it was idle for 1h"));
  }

  @Test
  void oneThatIsBusyHasAnotherLimit() {
    assertThat(CullRule.of(ALL, facts(Optional.empty(), Optional.of(START))).orElseThrow())
        .extracting(End::at, End::cause)
        .containsExactly(START.plus(Duration.ofHours(8)), "it was busy for 8h");
  }

  @Test
  void noneLivesLongerThanItsLifetime() {
    Instant late = START.plus(Duration.ofHours(23)).plusSeconds(1800);
    assertThat(CullRule.of(ALL, facts(Optional.of(late), Optional.empty())).orElseThrow())
        .extracting(End::at, End::cause, End::warning)
        .containsExactly(
            START.plus(Duration.ofHours(24)),
            "it has lived for 24h",
            START.plus(Duration.ofHours(24)).minusSeconds(60));
  }

  @Test
  void aShortLimitHasAShortNotice() {
    Culling short30 =
        new Culling(Optional.of(Duration.ofSeconds(30)), Optional.empty(), Optional.empty(), false);
    assertThat(
            CullRule.of(short30, facts(Optional.of(START), Optional.empty()))
                .orElseThrow()
                .notice())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whatIsNotKnownEndsNothing() {
    Facts nothing = new Facts(Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(CullRule.of(ALL, nothing)).isEmpty();
    assertThat(CullRule.of(Culling.NEVER, facts(Optional.of(START), Optional.of(START)))).isEmpty();
  }

  @Test
  void timesAreSaidInWords() {
    assertThat(CullRule.words(Duration.ofSeconds(5405))).isEqualTo("1h 30m 5s");
    assertThat(CullRule.words(Duration.ofMillis(900))).isEqualTo("0s");
  }

  @Test
  void aLimitOfNothingIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Culling(Optional.of(Duration.ZERO), Optional.empty(), Optional.empty(), false));
  }

  private static Facts facts(Optional<Instant> idle, Optional<Instant> busy) {
    return new Facts(Optional.of(START), idle, busy);
  }

  private static Optional<Duration> hours(int hours) {
    return Optional.of(Duration.ofHours(hours));
  }
}
