package io.llmspell.fleet.docker.checkup;

import com.github.dockerjava.api.model.Version;
import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.docker.checkup.CandidatesCheck.Attempt;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineEndpoint;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.DesiredFleet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The checks of a container engine. Looks for one as every command does; where none answers, that
 * is all there is to say. Not thread-safe; blocks as engines do.
 */
public final class DockerCheckup implements AutoCloseable {
  private final Check search;
  private final Optional<Engine> engine;
  private final InstantSource clock;

  private DockerCheckup(Check search, Optional<Engine> engine, InstantSource clock) {
    this.search = search;
    this.engine = engine;
    this.clock = clock;
  }

  /** Tries the places where an engine may be, until one answers. */
  public static DockerCheckup open(EngineLocator locator, InstantSource clock) {
    try {
      return open(locator.candidates(), clock);
    } catch (FleetException e) {
      Check search =
          new Later(
              "engine",
              () -> {
                throw e;
              });
      return new DockerCheckup(search, Optional.empty(), clock);
    }
  }

  private static DockerCheckup open(List<EngineEndpoint> candidates, InstantSource clock) {
    List<EngineEndpoint> untried = new ArrayList<>(candidates);
    List<Attempt> attempts = new ArrayList<>();
    Optional<Engine> found = Optional.empty();
    while (found.isEmpty() && !untried.isEmpty()) {
      EngineEndpoint place = untried.remove(0);
      try {
        Engine engine = Engine.connect(place);
        found = Optional.of(engine);
        attempts.add(new Attempt(place, Optional.of(engine.description()), Optional.empty()));
      } catch (FleetException e) {
        attempts.add(new Attempt(place, Optional.empty(), Optional.of(e)));
      }
    }
    return new DockerCheckup(new CandidatesCheck(attempts, untried), found, clock);
  }

  /**
   * All checks, in the order in which they stand on each other.
   *
   * @param desired what the file wants, if it could be read
   * @param buildable whether the embedded kernel's image can be built here
   */
  public List<Check> checks(Optional<DesiredFleet> desired, boolean buildable) {
    List<Check> checks = new ArrayList<>(List.of(search));
    engine.ifPresent(
        e -> {
          Reach reach = new Reach(e.endpoint().uri());
          FleetLook look = new FleetLook(e, reach);
          checks.add(new Later("api", () -> List.of(ApiCheck.of(version(e)))));
          checks.add(new AccessCheck(e.endpoint(), reach.sharesLoopback()));
          checks.add(new Later("info", () -> ofInfo(e, reach)));
          checks.add(new Later("reach", () -> List.of(look.reach(desired))));
          desired.ifPresent(
              fleet ->
                  checks.add(new Later("images", () -> List.of(look.images(fleet, buildable)))));
          checks.add(new Later("ports", () -> List.of(look.ports(desired))));
          desired.ifPresent(
              fleet ->
                  checks.add(
                      new Later(
                          "leftovers", () -> List.of(look.leftovers(fleet, clock.instant())))));
        });
    return checks;
  }

  private static Version version(Engine e) {
    return e.read("ask the engine for its version", d -> d.versionCmd().exec());
  }

  private List<Check> ofInfo(Engine e, Reach reach) {
    EngineFacts facts =
        EngineFacts.of(e.read("ask the engine about itself", d -> d.infoCmd().exec()));
    boolean here = reach.sharesLoopback() && !facts.isInAVirtualMachine();
    return List.of(
        new KindCheck(facts, ApiCheck.isPodman(version(e)), here),
        new LimitsCheck(facts),
        new ClockCheck(facts.clock(), clock.instant()),
        DiskCheck.of(facts.dataRoot(), here));
  }

  @Override
  public void close() {
    engine.ifPresent(Engine::close);
  }

  /** Checks over facts that are gathered only when it is their turn. */
  private record Later(String name, Supplier<List<? extends Check>> checks) implements Check {
    @Override
    public List<Finding> look() {
      return checks.get().stream().flatMap(check -> check.look().stream()).toList();
    }
  }
}
