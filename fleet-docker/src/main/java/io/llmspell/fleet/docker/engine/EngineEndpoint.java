package io.llmspell.fleet.docker.engine;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where an engine may answer.
 *
 * @param uri {@code unix:///var/run/docker.sock} or {@code tcp://host:port}
 * @param source who names it, for messages: {@code DOCKER_HOST}
 * @param configured whether a person chose it; then no other one will do
 * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}, for TLS
 */
public record EngineEndpoint(
    URI uri, String source, boolean configured, Optional<Path> certificates) {
  private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");

  /** Whether the engine shares this machine's files and processes, as far as the address tells. */
  public boolean isLocal() {
    return "unix".equals(uri.getScheme());
  }

  /** The socket's file, for a local engine. */
  public Optional<Path> socket() {
    return isLocal() ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  /** A socket's file tells beforehand who may open it. */
  void requirePermission() {
    socket()
        .filter(Files::exists)
        .filter(socket -> !Files.isWritable(socket))
        .ifPresent(
            socket -> {
              throw new FleetException(
                  ErrorCode.ENGINE_FORBIDDEN,
                  "you may not use the engine at "
                      + socket
                      + ": join its group (usermod -aG docker USER, then log in again) or use"
                      + " another engine through DOCKER_HOST");
            });
  }

  /** Without all three files, a client would speak in the clear. */
  void requireCertificates() {
    certificates()
        .ifPresent(
            folder -> {
              List<String> missing =
                  CERTIFICATES.stream()
                      .filter(name -> !Files.isReadable(folder.resolve(name)))
                      .toList();
              if (!missing.isEmpty()) {
                throw new FleetException(
                    ErrorCode.INVALID_FILE,
                    "TLS is asked for, and "
                        + folder
                        + " has no readable "
                        + String.join(", ", missing)
                        + ": set DOCKER_CERT_PATH to the folder that has them");
              }
            });
  }

  @Override
  public String toString() {
    return uri + " (" + source + ")";
  }
}
