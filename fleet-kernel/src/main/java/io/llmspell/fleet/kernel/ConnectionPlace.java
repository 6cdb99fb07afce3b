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
import java.util.HexFormat;
import java.util.Optional;

/**
 * The connection file: given by a launcher, as Jupyter does it, or written by the kernel, as
 * llmspell does it. A connection file that exists is a given one.
 *
 * @param given what it says, if it was given
 */
record ConnectionPlace(Path file, Optional<ConnectionInfo> given) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int KEY_BYTES = 32;

  /** Looks at the place. */
  static ConnectionPlace at(Path file) {
    try {
      return Files.isRegularFile(file)
          ? new ConnectionPlace(file, Optional.of(ConnectionFiles.decode(Files.readAllBytes(file))))
          : new ConnectionPlace(file, Optional.empty());
    } catch (FleetException e) {
      // Whatever it was, it told nobody how to reach a kernel; it gets replaced.
      return new ConnectionPlace(file, Optional.empty());
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
      Files.write(whole, ConnectionFiles.encode(bound));
      move(whole);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The connection file " + file + " can't be written: " + e, e);
    }
  }

  /** Removes the file, if this kernel wrote it and nobody has replaced it since. */
  void remove(ConnectionInfo bound) {
    try {
      if (given.isEmpty() && at(file).given().equals(Optional.of(bound))) {
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
