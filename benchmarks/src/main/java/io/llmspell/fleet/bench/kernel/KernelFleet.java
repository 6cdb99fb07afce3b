package io.llmspell.fleet.bench.kernel;

import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ServiceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Two embedded kernels, as {@code docker-fleet spawn} makes them.
 *
 * @param file their Compose file
 */
public record KernelFleet(Path file, DesiredFleet desired) {
  /** How many kernels it has. */
  public static final int KERNELS = 2;

  /**
   * Writes the file.
   *
   * @param root the checkout, for the kernels' config
   */
  public static KernelFleet in(Path folder, Path root, String project) {
    try {
      Path file =
          Files.writeString(
              folder.resolve(project + ".yml"), compose(root.resolve("configs/default.toml")));
      return new KernelFleet(
          file,
          ComposeReader.forEnvironment(Map.of("COMPOSE_PROJECT_NAME", project))
              .read(file, ReadOptions.NONE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the two. */
  public ServiceSpec service() {
    return desired.services().values().iterator().next();
  }

  private static String compose(Path config) {
    return """
        services:
          lua-1: &lua
            image: fleet-kernel:latest
            cpus: 1
            x-kernel:
              config: %s
              connection: written
          lua-2: *lua
        """
        .formatted(config);
  }
}
