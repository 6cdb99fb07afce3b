package io.llmspell.fleet.bench.contest;

import io.llmspell.fleet.bench.measure.Program;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tools on this machine that do what the fleet does.
 *
 * @param absent names of those that are not here
 */
public record Peers(List<Compose> composes, List<String> absent) {
  /** One of Compose's two programs. */
  public record Compose(String name, String version, Program program) {}

  /** Asks each for its version. */
  public static Peers find() {
    List<Compose> composes = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (List<String> words : List.of(List.of("docker-compose"), List.of("docker", "compose"))) {
      String name = String.join(" ", words) + (words.size() > 1 ? " (plugin)" : "");
      Program program = Program.of(words.toArray(String[]::new));
      version(program)
          .ifPresentOrElse(
              version -> composes.add(new Compose(name, version, program)), () -> absent.add(name));
    }
    return new Peers(List.copyOf(composes), List.copyOf(absent));
  }

  private static Optional<String> version(Program program) {
    try {
      return Optional.of(program.with(List.of("version", "--short")).run().out().strip());
    } catch (IllegalStateException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
