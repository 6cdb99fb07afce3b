package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.TimeLimits;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.SpawnRequest;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.loop.UpRequest;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.plan.Debris;
import io.llmspell.fleet.plan.Scope;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.testkit.Died;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each sequence of {@code docs/sequences.md}, on a real engine, with a process that dies before its
 * first change, before its second, and so on to its end. Whatever it leaves, the next command makes
 * whole, and {@code down} after it leaves nothing.
 */
@NeedsEngine
class CrashStepsIT {
  private static final String PROJECT = "it-crash-steps";

  /** No sequence has as many. */
  private static final int MOST_CHANGES = 30;

  @TempDir Path folder;

  /**
   * @param name for people
   * @param before a fleet that is there already
   * @param dying what dies
   * @param after the next command, by somebody who lives
   * @param changes how many the sequence makes at least
   */
  record Sequence(
      String name,
      Consumer<Commands> before,
      Consumer<Commands> dying,
      Consumer<Commands> after,
      int changes) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sequence> sequences() {
    return Stream.of(
        new Sequence("first up", c -> {}, c -> c.up("a", 1), c -> c.up("a", 1), 5),
        new Sequence("replace", c -> c.up("a", 1), c -> c.up("b", 1), c -> c.up("b", 1), 7),
        new Sequence(
            "start-first update",
            c -> c.startFirst("a"),
            c -> c.startFirst("b"),
            c -> c.startFirst("b"),
            8),
        new Sequence(
            "start-first update, and back",
            c -> c.startFirst("a"),
            c -> c.startFirst("b"),
            c -> c.startFirst("a"),
            8),
        new Sequence("scale down", c -> c.up("a", 2), c -> c.up("a", 1), c -> c.up("a", 1), 3),
        new Sequence("stop", c -> c.up("a", 1), Commands::stop, c -> c.up("a", 1), 3),
        new Sequence("down", c -> c.up("a", 1), Commands::down, c -> c.up("a", 1), 4),
        new Sequence("spawn", c -> {}, Commands::spawn, Commands::cleanupAndUp, 5));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void aCrashAnywhereLeavesAFleetThatTheNextCommandMakesWhole(Sequence sequence) {
    for (int changes = 0; changes < MOST_CHANGES; changes++) {
      by(new DyingHttpClient.Life(Integer.MAX_VALUE), Duration.ZERO, sequence.before());
      DyingHttpClient.Life life = new DyingHttpClient.Life(changes);
      by(life, Duration.ZERO, sequence.dying());
      by(
          new DyingHttpClient.Life(Integer.MAX_VALUE),
          Debris.GRACE_OF_THE_LIVING,
          commands -> {
            sequence.after().accept(commands);
            commands.assertWhole();
            commands.down();
          });
      assertThat(Leftovers.of(PROJECT)).isEmpty();
      if (!life.isOver()) {
        assertThat(changes).isGreaterThanOrEqualTo(sequence.changes());
        return;
      }
    }
    throw new AssertionError(sequence + " never ends");
  }

  @AfterEach
  void clearUp() {
    by(new DyingHttpClient.Life(Integer.MAX_VALUE), Debris.GRACE_OF_THE_LIVING, Commands::down);
  }

  /** What one process does, which may die, at a moment so much later than now. */
  private void by(DyingHttpClient.Life life, Duration later, Consumer<Commands> work) {
    Engine engine =
        Engine.connect(
            EngineLocator.ofThisProcess().candidates().get(0), TimeLimits.USUAL, life::around);
    try (Fleet fleet =
        new Fleet(
            new Surroundings(
                new DockerRuntime(engine, Optional.empty()),
                new ReadyAtOnce(),
                FleetHome.at(folder.resolve("home")),
                FleetListener.NONE,
                Map.of(),
                Clock.offset(Clock.systemUTC(), later)))) {
      work.accept(new Commands(fleet, folder, life));
    } catch (Died e) {
      assertThat(life.isOver()).isTrue();
    }
  }

  /** The commands of one process. */
  static final class Commands {
    private final Fleet fleet;
    private final Path folder;
    private final DyingHttpClient.Life life;
    private Optional<DesiredFleet> last = Optional.empty();

    Commands(Fleet fleet, Path folder, DyingHttpClient.Life life) {
      this.fleet = fleet;
      this.folder = folder;
      this.life = life;
    }

    void up(String colour, int scale) {
      up(file(colour, "scale: " + scale));
    }

    void startFirst(String colour) {
      up(file(colour, "deploy: {update_config: {order: start-first}}"));
    }

    private void up(DesiredFleet desired) {
      last = Optional.of(desired);
      var failures = fleet.up(desired, UpRequest.ALL).failures();
      assertThat(life.isOver() || failures.isEmpty()).as(failures.toString()).isTrue();
    }

    void stop() {
      fleet.stop(file("a", "scale: 1").project(), "lua-1", false);
    }

    void down() {
      fleet.down(file("a", "scale: 1"), false);
    }

    void spawn() {
      DesiredFleet file = file("a", "scale: 1");
      fleet.spawn(
          file,
          new SpawnRequest(
              Objects.requireNonNull(file.services().get(new ServiceName("lua"))),
              Optional.of("mine"),
              Publish.AUTO));
    }

    /** A kernel that runs, whoever made it, is nobody's leftover. */
    void cleanupAndUp() {
      fleet.cleanup(file("a", "scale: 1"), Debris.GRACE);
      up("a", 1);
    }

    /** Nothing is left to do, and nothing is there that no plan wants. */
    void assertWhole() {
      DesiredFleet desired = last.orElseThrow();
      assertThat(fleet.plan(desired, Scope.ALL).isEmpty()).isTrue();
      var kernels = fleet.list(desired.project());
      assertThat(kernels)
          .filteredOn(view -> view.instance().slot().isPresent())
          .extracting(view -> view.instance().name())
          .containsExactly(PROJECT + "-lua-1");
      assertThat(Leftovers.of(PROJECT))
          .filteredOn(left -> left.startsWith("volume"))
          .hasSameSizeAs(kernels);
    }

    private DesiredFleet file(String colour, String more) {
      try {
        Path file =
            Files.writeString(
                folder.resolve("compose.yaml"),
                """
                x-fleet: {name: %s, ports: 22200-22299}
                services:
                  lua:
                    image: debian:bookworm-slim
                    command: [sleep, infinity]
                    stop_signal: SIGKILL
                    user: "0"
                    x-kernel: {language: lua}
                    environment: {COLOUR: %s}
                    %s
                """
                    .formatted(PROJECT, colour, more));
        return ComposeReader.forEnvironment(Map.of())
            .read(
                file,
                new ReadOptions(Optional.empty(), Set.of(), Map.of(), Optional.empty(), Set.of()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
