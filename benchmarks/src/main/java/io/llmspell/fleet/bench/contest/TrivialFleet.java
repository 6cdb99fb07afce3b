package io.llmspell.fleet.bench.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A fleet of containers that only sleep, on a bridge of its project's own, with no ports and no
 * health check: what is left is what it costs to bring containers up and down.
 *
 * @param services how many, one container each
 * @param file its Compose file, the same for every contestant
 */
record TrivialFleet(int services, Path file) {
  static final String IMAGE = "debian:bookworm-slim";
  static final List<String> COMMAND = List.of("sleep", "infinity");

  /** The one signal that {@code sleep} obeys as a container's first process. */
  static final String STOP_SIGNAL = "SIGKILL";

  /** Writes the file. */
  static TrivialFleet in(Path folder, int services) {
    try {
      Path file = folder.resolve("compose-" + services + ".yml");
      return new TrivialFleet(services, Files.writeString(file, compose(services)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a {@code version}, without which {@code docker-compose} 1.29 knows no networks. */
  static String compose(int services) {
    String each =
        IntStream.rangeClosed(1, services)
            .mapToObj(i -> "  sleeper-" + i + ": *sleeper\n")
            .collect(Collectors.joining());
    return """
        version: "3.8"
        x-sleeper: &sleeper
          image: %s
          command: ["%s"]
          stop_signal: %s
          networks: [bench]
        services:
        %snetworks:
          bench: {}
        """
        .formatted(IMAGE, String.join("\", \"", COMMAND), STOP_SIGNAL, each);
  }
}
