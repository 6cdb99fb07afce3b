package io.llmspell.fleet.compose;

import io.llmspell.fleet.compose.toml.KernelConfigFile;
import io.llmspell.fleet.model.KernelConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Reads kernels' TOML config files. Thread-safe; both methods block on the disk. */
public final class KernelConfigs {
  private KernelConfigs() {}

  /**
   * What the fleet has to know of a config.
   *
   * @throws io.llmspell.fleet.error.FleetException {@code NOT_FOUND} if there is no such file,
   *     {@code INVALID_FILE} if it is not TOML, or {@code llm.api_key_env} is not a variable's name
   */
  public static KernelConfig read(Path file) {
    return KernelConfigFile.read(file).config();
  }

  /**
   * The {@code [kernel] language} of a config; absent if it names none.
   *
   * @throws io.llmspell.fleet.error.FleetException as {@link #read} does
   */
  public static Optional<String> language(Path file) {
    return KernelConfigFile.read(file).language();
  }
}
