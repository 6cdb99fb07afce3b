package io.llmspell.fleet.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A kernel's TOML config file, as far as the fleet cares.
 *
 * @param name what people call it: the file's name without {@code .toml}
 * @param file where it is on this machine, absolute
 * @param digest SHA-256 of its content in hex, so that a changed config replaces the kernel
 * @param apiKeyEnv the environment variable that holds the provider's key ({@code
 *     llm.api_key_env}); its value is passed on from the caller, and is kept nowhere
 */
public record KernelConfig(String name, Path file, String digest, Optional<String> apiKeyEnv) {

  /**
   * @throws IllegalArgumentException if the path is not absolute
   */
  public KernelConfig {
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException(file + " is not an absolute path");
    }
  }
}
