package io.llmspell.fleet.daemon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.testkit.AtOnce;
import io.llmspell.fleet.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final FakeClock clock = new FakeClock();

  @Test
  void givesABurstAndThenAsMuchAsFlowsIn() {
    RateLimit limit = new RateLimit(2, 3, 10, clock);
    assertThat(granted(limit, "alice", 5)).isEqualTo(3);
    assertThat(limit.ask("alice")).contains(Duration.ofMillis(500));

    clock.advance(Duration.ofMillis(499));
    assertThat(limit.ask("alice")).contains(Duration.ofMillis(1));
    clock.advance(Duration.ofMillis(1));
    assertThat(limit.ask("alice")).isEmpty();
    assertThat(limit.ask("alice")).isPresent();

    clock.advance(Duration.ofHours(1));
    assertThat(granted(limit, "alice", 9)).isEqualTo(3);
  }

  @Test
  void whoAsksTooOftenTakesNothingFromOthers() {
    RateLimit limit = new RateLimit(1, 2, 10, clock);
    assertThat(granted(limit, "alice", 100)).isEqualTo(2);
    assertThat(granted(limit, "bob", 2)).isEqualTo(2);
  }

  @Test
  void whoTakesManyNamesGetsNoMoreThanThoseThatAreRemembered() {
    RateLimit limit = new RateLimit(1, 2, 10, clock);
    int granted = 0;
    for (int name = 0; name < 1000; name++) {
      granted += granted(limit, "name " + name, 3);
    }
    assertThat(granted).isEqualTo((10 + 1) * 2);
  }

  @Test
  void whoHasNotAskedForLongMakesRoomForOthers() {
    RateLimit limit = new RateLimit(1, 2, 2, clock);
    assertThat(granted(limit, "a", 2) + granted(limit, "b", 2)).isEqualTo(4);
    clock.advance(Duration.ofSeconds(2));

    assertThat(granted(limit, "c", 3)).isEqualTo(2);
    assertThat(granted(limit, "b", 3)).isEqualTo(2);
  }

  @Test
  void aClockThatIsSetBackGivesNothingAndTakesNothing() {
    RateLimit limit = new RateLimit(1, 2, 2, clock);
    assertThat(granted(limit, "a", 3)).isEqualTo(2);
    clock.set(FakeClock.START.minus(Duration.ofDays(1)));
    assertThat(limit.ask("a")).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(limit.ask("a")).isEmpty();
  }

  @Test
  void ofManyAtOnceAsManyAsMayAreGranted() {
    RateLimit limit = new RateLimit(1, 50, 10, clock);
    List<Callable<Optional<Duration>>> calls =
        IntStream.range(0, 200)
            .<Callable<Optional<Duration>>>mapToObj(i -> () -> limit.ask("alice"))
            .toList();

    assertThat(AtOnce.run(calls).stream().filter(o -> o.value().orElseThrow().isEmpty()))
        .hasSize(50);
  }

  @Test
  void aRateIsMoreThanNothing() {
    for (double rate : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new RateLimit(rate, 1, 1, clock))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new RateLimit(1, 0, 1, clock))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimit(1, 1, 0, clock))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int granted(RateLimit limit, String who, int asked) {
    return (int) IntStream.range(0, asked).filter(i -> limit.ask(who).isEmpty()).count();
  }
}
