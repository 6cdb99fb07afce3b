package io.llmspell.fleet.process;

import io.llmspell.fleet.model.ByteSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * What runs as a process where a container would run an image.
 *
 * @param id changes whenever the program does: part of the spec hash, as an image's id is
 * @param command the words before the service's own, given the memory limit
 * @param environment its own variables; the service's win
 * @param outOfMemoryExit the code with which it ends when it has no memory left, if it has one
 */
public record Program(
    String id,
    Function<Optional<ByteSize>, List<String>> command,
    Map<String, String> environment,
    OptionalInt outOfMemoryExit) {
  public Program {
    environment = Map.copyOf(environment);
  }

  /** A program that takes no notice of its limits. */
  public static Program of(String id, List<String> command) {
    return new Program(id, memory -> command, Map.of(), OptionalInt.empty());
  }
}
