package io.llmspell.fleet.bench;

import com.google.common.io.MoreFiles;
import io.llmspell.fleet.bench.contest.Contest;
import io.llmspell.fleet.bench.contest.Leavings;
import io.llmspell.fleet.bench.contest.Peers;
import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.planner.PlannerRun;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, and writes down what came of it. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure docker fleet beside its peers and write the results to a file.")
public final class Main implements Callable<Integer> {
  /** What is measured. */
  enum Part {
    CONTEST,
    PLANNER
  }

  @Option(names = "--root", required = true, description = "The checkout.")
  private Path root = Path.of("");

  @Option(names = "--only", split = ",", description = "Parts: ${COMPLETION-CANDIDATES}.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(names = "--sizes", split = ",", description = "Services in a fleet (${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of(1, 10, 50);

  @Option(names = "--rounds", description = "Rounds of each measurement (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--large-rounds", description = "Rounds of large fleets (${DEFAULT-VALUE}).")
  private int largeRounds = 3;

  @Option(names = "--minutes", description = "After that, one round each (${DEFAULT-VALUE}).")
  private int minutes = 12;

  @Option(names = "--out", description = "Where to (else benchmarks/RESULTS.md in the checkout).")
  private Optional<Path> out = Optional.empty();

  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.WARNING);
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("fleet-bench");
    Budget budget = new Budget(Duration.ofMinutes(minutes));
    List<Section> sections = new ArrayList<>();
    Peers peers = Peers.find();
    try (Engine engine = Engine.connect(EngineLocator.ofThisProcess())) {
      Leavings leavings = new Leavings(engine);
      leavings.remove();
      try {
        sections.addAll(sections(engine, peers, folder, budget));
      } finally {
        leavings.remove();
        delete(folder);
      }
      Path notes = root.resolve("benchmarks/NOTES.md");
      Path results = out.orElse(root.resolve("benchmarks/RESULTS.md"));
      Results.write(
          results,
          Results.text(
              Machine.describe(engine, peers, root),
              budget.used(),
              sections,
              Files.exists(notes) ? Optional.of(Files.readString(notes)) : Optional.empty()));
      say("written to " + results);
    }
    return 0;
  }

  private List<Section> sections(Engine engine, Peers peers, Path folder, Budget budget) {
    Path home = folder.resolve("home");
    Program command =
        new Program(
            List.of(root.resolve("docker-fleet").toString()),
            Map.of("FLEET_HOME", home.toString()));
    List<Section> sections = new ArrayList<>();
    if (parts.contains(Part.CONTEST)) {
      try (Fleet library = library(home, FleetListener.NONE)) {
        Contest contest = new Contest(engine, command, library, peers, Main::say);
        sections.add(contest.run(folder, sizes, rounds, largeRounds, budget));
      }
    }
    if (parts.contains(Part.PLANNER)) {
      sections.add(PlannerRun.run(Main::say));
    }
    return sections;
  }

  private static Fleet library(Path home, FleetListener listener) {
    return new Fleet(
        new Surroundings(
            new DockerRuntime(Engine.connect(EngineLocator.ofThisProcess()), Optional.empty()),
            new ZmqKernelProtocol(),
            FleetHome.at(home),
            listener,
            Map.of(),
            Clock.systemUTC()));
  }

  private static void delete(Path folder) throws IOException {
    MoreFiles.deleteRecursively(folder);
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
