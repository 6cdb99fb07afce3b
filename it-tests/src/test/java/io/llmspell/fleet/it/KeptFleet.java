package io.llmspell.fleet.it;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.TimeLimits;
import io.llmspell.fleet.event.Bulletin;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.jupyter.ZmqKernelProtocol;
import io.llmspell.fleet.loop.Declaration;
import io.llmspell.fleet.loop.Fleet;
import io.llmspell.fleet.loop.FleetView;
import io.llmspell.fleet.loop.Keeper;
import io.llmspell.fleet.loop.Surroundings;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A fleet that is kept on a real engine, in this process; closing ends all of it. */
final class KeptFleet implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Bulletin bulletin = new Bulletin(InstantSource.system(), 1000);
  private final DesiredFleet file;
  private final Fleet fleet;
  private final Keeper keeper;

  KeptFleet(Path folder, String yaml) {
    this.file = read(folder, yaml);
    this.fleet = open(folder);
    this.keeper = fleet.keeper(new Always(file));
    keeper.start();
  }

  private Fleet open(Path folder) {
    Engine engine =
        Engine.connect(
            EngineLocator.ofThisProcess().candidates().get(0),
            TimeLimits.USUAL,
            UnaryOperator.identity());
    return new Fleet(
        new Surroundings(
            new DockerRuntime(engine, Optional.empty()),
            new ZmqKernelProtocol(),
            FleetHome.at(folder.resolve("home")),
            bulletin,
            Map.of(),
            InstantSource.system()));
  }

  private static DesiredFleet read(Path folder, String yaml) {
    try {
      return ComposeReader.forEnvironment(Map.of())
          .read(
              Files.writeString(folder.resolve("compose.yaml"), yaml),
              new ReadOptions(Optional.empty(), Set.of(), Map.of(), Optional.empty(), Set.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DesiredFleet file() {
    return file;
  }

  Fleet fleet() {
    return fleet;
  }

  FleetView see(Predicate<FleetView> expected) {
    return Eventually.see(PATIENCE, keeper::view, expected);
  }

  List<FleetEvent> events(Kind kind) {
    return bulletin.after(0).stream()
        .map(Bulletin.Entry::event)
        .filter(event -> event.kind() == kind)
        .toList();
  }

  @Override
  public void close() {
    keeper.close();
    fleet.down(file, true);
    fleet.close();
  }

  /** Always the same. */
  private record Always(DesiredFleet fleet) implements Declaration {
    @Override
    public ProjectName project() {
      return fleet.project();
    }

    @Override
    public Optional<DesiredFleet> read() {
      return Optional.of(fleet);
    }

    @Override
    public String stamp() {
      return "";
    }
  }
}
