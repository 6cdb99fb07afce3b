package io.llmspell.fleet.kernel;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.jupyter.ConnectionFiles;
import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.PortBlock;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The connection file: given by a launcher, as Jupyter does it, or written by the kernel, as
 * llmspell does it. A file that exists and holds something is a given one.
 *
 * @param given what it says, if it was given
 */
record ConnectionPlace(Path file, Optional<ConnectionInfo> given) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int KEY_BYTES = 32;

  /**
   * Looks at the place.
   *
   * @throws FleetException with {@code INVALID_FILE}, if something else than a connection file is
   *     there: it may be dear to somebody, so it is not to be replaced
   */
  static ConnectionPlace at(Path file) {
    try {
      if (!Files.exists(file)) {
        return new ConnectionPlace(file, Optional.empty());
      }
      if (!Files.isRegularFile(file)) {
        throw new FleetException(
            ErrorCode.INVALID_FILE, "The connection file " + file + " is no regular file");
      }
      byte[] content = Files.readAllBytes(file);
      return new ConnectionPlace(
          file,
          content.length == 0 ? Optional.empty() : Optional.of(ConnectionFiles.decode(content)));
    } catch (FleetException e) {
      throw new FleetException(e.code(), file + " is left as it is. " + e.getMessage(), e);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The connection file " + file + " can't be read: " + e, e);
    }
  }

  /**
   * What to bind: as given, or else five ports on loopback with a new key.
   *
   * @param port the first of the five; 0 means any free ones
   */
  ConnectionInfo wanted(int port, String kernelName) {
    if (given.isPresent()) {
      return given.get();
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    String text = HexFormat.of().formatHex(key);
    return port == 0
        ? new ConnectionInfo(
            LOOPBACK, 0, 0, 0, 0, 0, text, ConnectionInfo.HMAC_SHA256, Optional.of(kernelName))
        : ConnectionInfo.of(LOOPBACK, new PortBlock(port), text, kernelName);
  }

  /**
   * What to say about a port that was asked for and differs from those of the given file.
   *
   * @param port the first of the five
   */
  Optional<String> objectionTo(int port) {
    return given
        .filter(
            info ->
                !IntStream.range(0, 5)
                    .mapToObj(i -> port + i)
                    .toList()
                    .equals(
                        List.of(
                            info.shell(),
                            info.iopub(),
                            info.stdin(),
                            info.control(),
                            info.heartbeat())))
        .map(
            info ->
                "--port "
                    + port
                    + " is not used: the connection file "
                    + file
                    + " is there and says other ports, from "
                    + info.shell());
  }

  /**
   * Writes the file, unless it was given: whole at once, and readable by its owner only.
   *
   * @throws FleetException with {@code INVALID_FILE}, if it can't be written
   */
  void write(ConnectionInfo bound) {
    if (given.isPresent()) {
      return;
    }
    try {
      Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
      Files.createDirectories(folder);
      Path whole =
          Files.createTempFile(
              folder,
              ".connection",
              ".json",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        Files.write(whole, ConnectionFiles.encode(bound));
        move(whole);
      } finally {
        Files.deleteIfExists(whole);
      }
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The connection file " + file + " can't be written: " + e, e);
    }
  }

  /** Removes the file, if this kernel wrote it and nobody has replaced it since. */
  void remove(ConnectionInfo bound) {
    try {
      if (given.isEmpty()
          && Files.isRegularFile(file)
          && Arrays.equals(Files.readAllBytes(file), ConnectionFiles.encode(bound))) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The connection file " + file + " can't be removed: " + e, e);
    }
  }

  private void move(Path whole) throws IOException {
    try {
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
