package io.llmspell.fleet.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An engine that {@code scripts/ensure-engines} has started beside the main one, in a network of
 * its own: what shall reach its containers has to run in there.
 *
 * @param name its own, and its release's
 * @param socket where it answers
 */
record FurtherEngine(String name, Path socket) {
  private static final String ADDRESS = "unix://";

  /** All that were started for this run, as the script has printed them. */
  static List<FurtherEngine> all() {
    return Stream.of(System.getProperty("it.engines", "").split("[,\\s]+"))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> entry.split("=" + ADDRESS, 2))
        .map(parts -> new FurtherEngine(parts[0], Path.of(parts[1])))
        .toList();
  }

  /** What goes before a command so that it runs in the engine's network. */
  List<String> inside() {
    return List.of("nsenter", "--target", processId(), "--net", "--");
  }

  /** What makes programs, and the {@code docker} command, speak to this engine. */
  Map<String, String> environment() {
    String path = socket.resolveSibling("bin") + ":" + System.getenv("PATH");
    return Map.of("DOCKER_HOST", ADDRESS + socket, "PATH", path);
  }

  private String processId() {
    try {
      return Files.readString(socket.resolveSibling("pid")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
