package io.llmspell.fleet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A connection file as it lies on the disk. */
final class ConnectionFileText {
  private ConnectionFileText() {}

  static JsonNode read(String path) {
    try {
      return FleetProgram.parse(Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
