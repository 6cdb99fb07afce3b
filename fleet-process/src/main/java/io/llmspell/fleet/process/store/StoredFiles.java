package io.llmspell.fleet.process.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.json.JsonText;
import io.llmspell.fleet.machine.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files that are there whole or not at all. */
public final class StoredFiles {
  private StoredFiles() {}

  /** Empty if there is no such file. */
  public static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failure("read " + file, e);
    }
  }

  static Optional<JsonNode> json(Path file) {
    return read(file)
        .map(
            content -> {
              try {
                return JsonText.read(content);
              } catch (IOException e) {
                throw failure("read " + file, e);
              }
            });
  }

  /** Makes a folder, and those above it, for its owner alone; idempotent. */
  public static void makeFolder(Path folder) {
    try {
      AtomicFile.makeFolder(folder);
    } catch (IOException e) {
      throw failure("make " + folder, e);
    }
  }

  /** Replaces a file, readable by its owner alone. */
  public static void write(Path file, byte[] content) {
    try {
      AtomicFile.replace(file, content);
    } catch (IOException e) {
      throw failure("write " + file, e);
    }
  }

  /** What is in a folder, but for hidden files; nothing if it is not there. */
  static List<Path> in(Path folder) {
    return all(folder).stream().filter(file -> !name(file).startsWith(".")).toList();
  }

  /**
   * Removes a folder and the files in it; idempotent.
   *
   * @param but the names of files that are left
   * @throws java.nio.file.DirectoryNotEmptyException if there are such, or if somebody puts
   *     something there meanwhile
   */
  public static void remove(Path folder, Set<String> but) throws IOException {
    for (Path file : all(folder)) {
      if (!but.contains(name(file))) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private static List<Path> all(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failure("look into " + folder, e);
    }
  }

  static String name(Path file) {
    return Objects.requireNonNull(file.getFileName()).toString();
  }

  static Path parent(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  /** For a file that can't be used as it has to be. */
  public static FleetException failure(String what, IOException e) {
    return new FleetException(
        ErrorCode.ENGINE_ERROR,
        "can't " + what + ": " + e + "; check that the folder is yours and its disk has room",
        e);
  }
}
