package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.compose.spawn.ConfigFolders;
import io.llmspell.fleet.docker.EmbeddedImage;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ImageReference;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What kernels by hand are made with where nothing is said. */
public final class AdHoc {
  private AdHoc() {}

  /**
   * Where their configs are looked for: by a path from the caller's folder, or by a name there,
   * beside the Compose file, above it, and in the installation.
   *
   * @param file the Compose file
   */
  public static ConfigFolders configs(Place place, Path file) {
    Path beside = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(place.folder());
    return new ConfigFolders(
        Optional.of(place.folder()),
        Stream.of(place.folder(), beside, beside.resolve(".."), place.root())
            .map(folder -> folder.resolve("configs"))
            .toList());
  }

  /** {@code LLMSPELL_IMAGE}, or the embedded kernel's. */
  public static ImageReference image(Map<String, String> environment) {
    String named = environment.getOrDefault("LLMSPELL_IMAGE", "");
    try {
      return named.isBlank() ? EmbeddedImage.NAME : new ImageReference(named);
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, "LLMSPELL_IMAGE: " + e.getMessage(), e);
    }
  }
}
