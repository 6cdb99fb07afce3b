package io.llmspell.fleet.docker.engine;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of trying the places where an engine may be, in their order, until one answered.
 *
 * @param failed those that did not
 * @param found open; whoever searches closes it
 * @param untried those that come later
 */
public record EngineSearch(
    List<Failed> failed, Optional<Engine> found, List<EngineEndpoint> untried) {

  /** A place where no engine can be used, and why. */
  public record Failed(EngineEndpoint place, FleetException failure) {}

  /** Tries one after the other. Blocks until one answers, or all have failed. */
  public static EngineSearch through(List<EngineEndpoint> candidates, TimeLimits limits) {
    List<EngineEndpoint> untried = new ArrayList<>(candidates);
    List<Failed> failed = new ArrayList<>();
    Optional<Engine> found = Optional.empty();
    while (found.isEmpty() && !untried.isEmpty()) {
      EngineEndpoint place = untried.remove(0);
      try {
        found = Optional.of(Engine.connect(place, limits));
      } catch (FleetException e) {
        failed.add(new Failed(place, e));
      }
    }
    return new EngineSearch(failed, found, untried);
  }

  /**
   * The engine that was found.
   *
   * @throws FleetException with {@code ENGINE_UNAVAILABLE}, naming every place that was tried; or
   *     the first failure of another kind
   */
  public Engine engine() {
    return found.orElseThrow(this::noneAnswers);
  }

  private FleetException noneAnswers() {
    String advice =
        ": start Docker, or name another engine with DOCKER_HOST"
            + " (Debian, Ubuntu: `make engine` installs one)";
    if (failed.isEmpty()) {
      return new FleetException(
          ErrorCode.ENGINE_UNAVAILABLE, "no container engine was found on this machine" + advice);
    }
    return failed.stream()
        .map(Failed::failure)
        .filter(f -> f.code() != ErrorCode.ENGINE_UNAVAILABLE)
        .findFirst()
        .orElseGet(
            () ->
                new FleetException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "no engine answers at "
                        + String.join(", ", failed.stream().map(f -> f.place().toString()).toList())
                        + advice,
                    failed.get(0).failure()));
  }
}
