package io.llmspell.fleet.docker.checkup;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.docker.checkup.CandidatesCheck.Attempt;
import io.llmspell.fleet.docker.container.Reach;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineEndpoint;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.EngineSearch;
import io.llmspell.fleet.docker.engine.OwnContainer;
import io.llmspell.fleet.docker.engine.TimeLimits;
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
          later(
              "engine",
              () -> {
                throw e;
              });
      return new DockerCheckup(search, Optional.empty(), clock);
    }
  }

  private static DockerCheckup open(List<EngineEndpoint> candidates, InstantSource clock) {
    EngineSearch search = EngineSearch.through(candidates, TimeLimits.USUAL);
    List<Attempt> attempts = new ArrayList<>();
    for (EngineSearch.Failed failed : search.failed()) {
      attempts.add(new Attempt(failed.place(), Optional.empty(), Optional.of(failed.failure())));
    }
    search
        .found()
        .map(e -> new Attempt(e.endpoint(), Optional.of(e.description()), Optional.empty()))
        .ifPresent(attempts::add);
    return new DockerCheckup(
        new CandidatesCheck(attempts, search.untried()), search.found(), clock);
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
          Reach reach =
              new Reach(
                  e.endpoint().uri(),
                  OwnContainer.of(e).filter(OwnContainer::ownNetwork).isPresent());
          FleetLook look = new FleetLook(e, reach, desired);
          Supplier<JsonNode> version =
              Suppliers.memoize(() -> e.read("ask the engine for its version", "/version"));
          checks.add(later("api", () -> List.of(ApiCheck.of(version.get()))));
          checks.add(new AccessCheck(e.endpoint(), reach.sharesLoopback()));
          checks.add(later("info", () -> ofInfo(e, reach, version)));
          checks.add(later("reach", () -> List.of(look.reach())));
          if (desired.isPresent()) {
            checks.add(later("images", () -> List.of(look.images(buildable))));
          }
          checks.add(later("ports", () -> List.of(look.ports())));
          if (desired.isPresent()) {
            checks.add(later("leftovers", () -> List.of(look.leftovers(clock.instant()))));
          }
        });
    return checks;
  }

  private List<Check> ofInfo(Engine e, Reach reach, Supplier<JsonNode> version) {
    EngineFacts facts = EngineFacts.of(e.read("ask the engine about itself", "/info"));
    boolean here = reach.sharesLoopback() && !facts.isInAVirtualMachine();
    return List.of(
        new KindCheck(facts, ApiCheck.isPodman(version.get()), here),
        new LimitsCheck(facts),
        new ClockCheck(facts.clock(), clock.instant()),
        DiskCheck.of(facts.dataRoot(), here));
  }

  @Override
  public void close() {
    engine.ifPresent(Engine::close);
  }

  /** Checks over facts that are gathered only when it is their turn. */
  private static Check later(String name, Supplier<List<? extends Check>> checks) {
    return Check.of(
        name, () -> checks.get().stream().flatMap(check -> check.look().stream()).toList());
  }
}
