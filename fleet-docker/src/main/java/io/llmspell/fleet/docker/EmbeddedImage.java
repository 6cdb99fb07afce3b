package io.llmspell.fleet.docker;

import io.llmspell.fleet.model.ImageReference;
import java.nio.file.Path;

/**
 * The embedded kernel's image, which is built here where it is missing: its name has no registry,
 * so that pulling it would run whatever a stranger put there.
 *
 * @param context the folder with the Dockerfile and the kernel's jars
 */
public record EmbeddedImage(Path context) {
  /** What the shipped Compose file names. */
  public static final ImageReference NAME = new ImageReference("fleet-kernel:latest");
}
