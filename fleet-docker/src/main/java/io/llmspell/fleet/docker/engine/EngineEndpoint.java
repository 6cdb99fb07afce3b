package io.llmspell.fleet.docker.engine;

import java.net.URI;
import java.nio.file.Path;
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

  /** Whether the engine shares this machine's files and processes, as far as the address tells. */
  public boolean isLocal() {
    return "unix".equals(uri.getScheme());
  }

  /** The socket's file, for a local engine. */
  public Optional<Path> socket() {
    return isLocal() ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  @Override
  public String toString() {
    return uri + " (" + source + ")";
  }
}
