package io.llmspell.fleet.bench;

import com.google.common.io.MoreFiles;
import io.llmspell.fleet.bench.contest.Leavings;
import io.llmspell.fleet.bench.contest.Peers;
import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
  @Option(names = "--root", required = true, description = "The checkout.")
  private Path root = Path.of("");

  @Option(names = "--only", split = ",", description = "Some of ${COMPLETION-CANDIDATES}.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(names = "--sizes", split = ",", description = "Services in a fleet (${DEFAULT-VALUE}).")
  private List<Integer> sizes = List.of(1, 10, 50);

  @Option(names = "--rounds", description = "Of each size up to 10 services (${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--large-rounds", description = "Of larger ones (${DEFAULT-VALUE}).")
  private int largeRounds = 3;

  @Option(names = "--short-rounds", description = "Of single commands (${DEFAULT-VALUE}).")
  private int shortRounds = 9;

  @Option(
      names = "--minutes",
      description = "After that, one round of what is still to come (${DEFAULT-VALUE}).")
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
    double load = Machine.load();
    Path folder = Files.createTempDirectory("fleet-bench");
    try (Engine engine = Engine.connect(EngineLocator.ofThisProcess())) {
      Leavings leavings = new Leavings(engine);
      leavings.remove().forEach(id -> say("the engine does not give back network " + id));
      Parts run =
          new Parts(
              root,
              folder,
              engine,
              leavings,
              Peers.find(),
              new Budget(Duration.ofMinutes(minutes)),
              Main::say);
      List<Section> sections = cleared(leavings, () -> sections(run));
      write(run, sections, load);
    } finally {
      MoreFiles.deleteRecursively(folder);
    }
    return 0;
  }

  /** Does it, and where it fails removes what it has left, without hiding why it failed. */
  private static <T> T cleared(Leavings leavings, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      try {
        leavings.remove();
      } catch (RuntimeException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private List<Section> sections(Parts run) {
    return parts.stream().sorted().map(part -> section(run, part)).toList();
  }

  private Section section(Parts run, Part part) {
    return switch (part) {
      case CONTEST -> run.contest(sizes, rounds, largeRounds);
      case SPAWN -> run.spawn(shortRounds);
      case START -> run.start(shortRounds);
      case MEMORY -> run.memory();
      case PLANNER -> run.planner();
    };
  }

  private void write(Parts run, List<Section> sections, double load) throws IOException {
    Path notes = root.resolve("benchmarks/NOTES.md");
    Path results = out.orElse(root.resolve("benchmarks/RESULTS.md"));
    Results.write(
        results,
        Results.text(
            Machine.describe(run.engine(), run.peers(), root, load),
            run.budget().used(),
            sections,
            Files.exists(notes) ? Optional.of(Files.readString(notes)) : Optional.empty()));
    say("written to " + results);
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
