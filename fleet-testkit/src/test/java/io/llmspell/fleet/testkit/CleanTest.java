package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.home.Inputs;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What is removed, fetched and read of a whole project. */
class CleanTest extends FleetOnFakeEngine {
  private static final byte[] KEY = {1};

  @Test
  void cleanRemovesAllOfTheProjectAndNothingElse() {
    fleet().up(MIXED, UpRequest.ALL);
    engine.addForeign("stranger", Set.of());
    engine.addForeignVolume("strangers");
    home().writeConnectionFile("demo-lua-7", KEY);
    home().writeConnectionFile("demo-two-lua-1", KEY);

    fleet().stop(Samples.PROJECT, "demo-lua-2", true);

    List<String> removed = fleet().clean(MIXED, false);

    assertThat(engine.containers()).containsExactly("stranger");
    assertThat(engine.hasNetwork("demo_front")).isFalse();
    assertThat(removed)
        .contains("demo-lua-1", "demo-redis-1", "volume demo_data")
        .contains("connection file " + home().connectionFile("demo-lua-7"));
    assertThat(home().connectionFile("demo-lua-7")).doesNotExist();
    assertThat(home().connectionFile("demo-two-lua-1")).as("another project's").exists();
    assertThat(home().inputs(Samples.PROJECT)).isEqualTo(Inputs.NONE);
    assertThat(fleet().clean(MIXED, true)).as("a second time").isEmpty();
  }

  @Test
  void pullFetchesEveryImageOnceAndTellsOfTheFirstThatCannotBeHad() {
    assertThat(fleet().images(MIXED).pull(Set.of())).containsExactly(Samples.IMAGE);
    assertThat(fleet().images(MIXED).pull(Set.of(new ServiceName("js")))).hasSize(1);
    engine.unpublish(Samples.IMAGE);
    assertThat(failure(() -> fleet().images(MIXED).pull(Set.of())).code())
        .isEqualTo(ErrorCode.IMAGE_UNAVAILABLE);
    assertThat(failure(() -> fleet().images(MIXED).pull(Set.of(new ServiceName("no")))).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void whatTheRuntimeCannotDoIsSaid() {
    assertThat(failure(() -> fleet().images(MIXED).build(Set.of())))
        .hasMessage("memory does not build images")
        .hasFieldOrPropertyWithValue("code", ErrorCode.UNSUPPORTED);
    assertThat(
            failure(
                () ->
                    fleet()
                        .insight(Samples.PROJECT)
                        .events(Optional.empty(), Optional.empty(), event -> {})))
        .hasMessage("memory does not tell events");
  }

  @Test
  void theLogsOfAllAreReadOneAfterTheOtherAndFollowedAllAtOnce() {
    fleet().up(MIXED, NO_WAIT);
    engine.print("demo-lua-1", new Line(false, "one"));
    engine.print("demo-lua-2", new Line(false, "two"));
    assertThat(lines(false)).containsExactly("demo-lua-1 one of 2", "demo-lua-2 two of 2");
    engine.crash("demo-lua-1", 1, false);
    engine.crash("demo-lua-2", 1, false);
    assertThat(lines(true)).containsExactlyInAnyOrder("demo-lua-1 one of 2", "demo-lua-2 two of 2");
  }

  private List<String> lines(boolean follow) {
    ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    fleet()
        .insight(Samples.PROJECT)
        .logs(
            List.of("lua"),
            OptionalInt.empty(),
            follow,
            all -> one -> line -> lines.add(one.name() + " " + line.text() + " of " + all.size()));
    return new ArrayList<>(lines);
  }
}
