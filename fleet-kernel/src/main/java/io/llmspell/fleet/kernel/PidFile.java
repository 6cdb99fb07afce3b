package io.llmspell.fleet.kernel;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that tells this process's id. */
record PidFile(Path file) {

  /**
   * Writes it.
   *
   * @throws FleetException with {@code INVALID_FILE}, if it can't be written
   */
  void write() {
    try {
      Files.writeString(file, content());
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The pid file " + file + " can't be written: " + e, e);
    }
  }

  /**
   * Removes it, if it tells this process.
   *
   * @throws FleetException with {@code INVALID_FILE}, if it can't be removed
   */
  void remove() {
    try {
      if (Files.isRegularFile(file) && Files.readString(file).equals(content())) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The pid file " + file + " can't be removed: " + e, e);
    }
  }

  private static String content() {
    return ProcessHandle.current().pid() + "\n";
  }
}
