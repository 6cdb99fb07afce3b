package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.container.KernelPlace;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.StartRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** What a kernel finds in its folder: its config, and the connection file, if it is given one. */
final class KernelFiles {
  private KernelFiles() {}

  /** Contents by file name. */
  static Map<String, byte[]> of(StartRequest request, PortBlock ports) {
    Map<String, byte[]> files = new HashMap<>();
    request
        .connectionFile()
        .ifPresent(file -> files.put(KernelPlace.CONNECTION_FILE, file.apply(ports)));
    request
        .service()
        .kernel()
        .flatMap(KernelSpec::config)
        .ifPresent(config -> files.put(KernelPlace.CONFIG_FILE, content(config)));
    return files;
  }

  private static byte[] content(KernelConfig config) {
    try {
      return Files.readAllBytes(config.file());
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "can't read the config file " + config.file(), e);
    }
  }
}
