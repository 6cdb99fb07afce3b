package io.llmspell.fleet.compose.source;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a Compose file. */
final class SourceText {
  /** More than any person has written. */
  private static final long LARGEST_FILE = 1 << 20;

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
      if (!Files.isRegularFile(file)) {
        throw invalid(file, "is not a file");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw invalid(file, "is too large for a Compose file: more than 1 MiB");
      }
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw invalid(file, "is not text in UTF-8");
    } catch (IOException e) {
      throw invalid(file, "can't be read: " + e.getMessage());
    }
  }

  private static FleetException invalid(Path file, String what) {
    return new FleetException(ErrorCode.INVALID_FILE, file + ": " + what);
  }
}
