package io.llmspell.fleet.docker.checkup;

import io.llmspell.fleet.checkup.Check;
import io.llmspell.fleet.checkup.Finding;
import io.llmspell.fleet.docker.engine.EngineEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Who else can use the engine: whoever can is root where it runs.
 *
 * @param throughLoopback whether the way to it does not leave this machine
 */
record AccessCheck(EngineEndpoint place, boolean throughLoopback) implements Check {

  @Override
  public String name() {
    return "access";
  }

  @Override
  public List<Finding> look() {
    Optional<Path> socket = place.socket();
    if (socket.isPresent()) {
      return List.of(ofSocket(socket.get()));
    }
    if (place.certificates().isPresent()) {
      return List.of(Finding.ok(name(), "spoken to with TLS"));
    }
    return List.of(
        Finding.note(
            name(),
            throughLoopback
                ? "spoken to without TLS, on this machine: all its users may use the engine, which"
                    + " is to be root"
                : "spoken to without TLS: who is on the way may use the engine, which is to be root",
            "use its socket or TLS (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH)"));
  }

  private Finding ofSocket(Path socket) {
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(
              socket.toRealPath(), PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      String seen =
          socket
              + " is "
              + attributes.owner().getName()
              + ":"
              + attributes.group().getName()
              + ", "
              + PosixFilePermissions.toString(attributes.permissions());
      return attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
          ? Finding.note(
              name(),
              seen + ": everybody on this machine may use the engine, which is to be root",
              "chmod o-rwx " + socket)
          : Finding.ok(name(), seen);
    } catch (IOException | UnsupportedOperationException e) {
      return Finding.note(
          name(), "can't look at " + socket + ": " + e.getMessage(), "look at its permissions");
    }
  }
}
