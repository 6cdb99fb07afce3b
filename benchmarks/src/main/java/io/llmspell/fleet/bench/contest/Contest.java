package io.llmspell.fleet.bench.contest;

import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.loop.Fleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fleets of several sizes, brought up, looked at and brought down by all contestants in turn: a
 * round without a clock first, then round by round, each contestant with an empty engine.
 */
public final class Contest {
  private static final List<Integer> AT_ONCE = List.of(2, 4, 8, 16);

  /** Of the raw calls, so many degrees of parallelism go on after the first round. */
  private static final int FINALISTS = 2;

  private final Engine engine;
  private final Leavings leavings;
  private final List<Contestant> tools = new ArrayList<>();
  private final Consumer<String> progress;

  /**
   * For this machine's peers.
   *
   * @param command {@code docker-fleet}
   * @param library the fleet in this process
   * @param progress is told what is being done
   */
  public Contest(
      Engine engine,
      Leavings leavings,
      Program command,
      Fleet library,
      Peers peers,
      Consumer<String> progress) {
    this.engine = engine;
    this.leavings = leavings;
    this.progress = progress;
    tools.add(new CommandContestant(ContestText.COMMAND, command, List.of("up")));
    tools.add(new LibraryContestant(ContestText.LIBRARY, library));
    for (Peers.Compose compose : peers.composes()) {
      tools.add(new CommandContestant(compose.name(), compose.program(), List.of("up", "-d")));
    }
  }

  /**
   * Runs it.
   *
   * @param folder where Compose files may be written
   * @param rounds of fleets of at most ten services; larger ones get {@code largeRounds}
   */
  public Section run(Path folder, List<Integer> sizes, int rounds, int largeRounds, Budget budget) {
    List<ContestText.Measured> all = new ArrayList<>();
    for (int services : sizes) {
      all.add(
          ofSize(TrivialFleet.in(folder, services), services <= 10 ? rounds : largeRounds, budget));
    }
    return ContestText.section(all);
  }

  private ContestText.Measured ofSize(TrivialFleet fleet, int rounds, Budget budget) {
    Standings warmUp = new Standings(fleet.services());
    List<Contestant> raw = rawApis(fleet.services());
    progress.accept(fleet.services() + " services: warm-up");
    raw.forEach(contestant -> turn(contestant, fleet, warmUp));
    List<String> finalists = warmUp.best(Step.UP).stream().limit(FINALISTS).toList();
    tools.forEach(contestant -> turn(contestant, fleet, warmUp));
    List<Contestant> contestants = new ArrayList<>(tools);
    raw.stream().filter(c -> finalists.contains(c.name())).forEach(contestants::add);
    Standings standings = new Standings(fleet.services());
    budget.rounds(
        rounds,
        round -> {
          progress.accept(fleet.services() + " services: round " + (round + 1) + "/" + rounds);
          contestants.forEach(contestant -> turn(contestant, fleet, standings));
          // Nobody always comes after the same one, and has to bear what that has left to do.
          Collections.rotate(contestants, 1);
        });
    return new ContestText.Measured(warmUp, standings);
  }

  /** More calls at once than there are containers are as many as there are containers. */
  private List<Contestant> rawApis(int services) {
    return AT_ONCE.stream()
        .filter(atOnce -> atOnce <= Math.max(services, AT_ONCE.get(0)))
        .<Contestant>map(
            atOnce -> new RawApi(ContestText.RAW + ", " + atOnce + " at once", engine, atOnce))
        .toList();
  }

  private void turn(Contestant contestant, TrivialFleet fleet, Standings standings) {
    for (Step step : Step.values()) {
      standings.add(contestant.name(), step, contestant.take(step, fleet));
      if (step != Step.DOWN) {
        leavings.requireRunning(fleet.services(), contestant.name());
      }
    }
    leavings.requireNone(contestant.name());
  }
}
