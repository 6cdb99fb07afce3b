package io.llmspell.fleet.compose.source;

import io.llmspell.fleet.compose.text.SmallFile;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a Compose file. */
final class SourceText {
  private SourceText() {}

  /**
   * Reads all of it.
   *
   * @throws FleetException {@code NOT_FOUND} if there is no such file; {@code INVALID_FILE} if it
   *     can't be a Compose file
   */
  static String read(Path file) {
    if (!Files.exists(file)) {
      throw new FleetException(
          ErrorCode.NOT_FOUND, file + ": no such Compose file; name one with --file");
    }
    try {
      return SmallFile.text(file, "a Compose file");
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.INVALID_FILE, file + ": " + e.getMessage(), e);
    }
  }
}
