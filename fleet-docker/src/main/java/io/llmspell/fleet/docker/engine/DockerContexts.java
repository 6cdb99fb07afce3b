package io.llmspell.fleet.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.hash.Hashing;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The Docker client's contexts: {@code config.json} names the current one; each lies in {@code
 * contexts/meta} under the SHA-256 of its name, its certificates likewise in {@code contexts/tls}.
 */
final class DockerContexts {
  private final Path folder;

  DockerContexts(Path folder) {
    this.folder = folder;
  }

  /** The name of the current context; empty if none was chosen. */
  Optional<String> current() {
    Path config = folder.resolve("config.json");
    return Files.exists(config)
        ? Optional.of(read(config).path("currentContext").asText("")).filter(n -> !n.isEmpty())
        : Optional.empty();
  }

  Context read(String name) {
    String digest = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
    Path meta = folder.resolve("contexts").resolve("meta").resolve(digest).resolve("meta.json");
    if (!Files.exists(meta)) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "there is no Docker context '" + name + "': `docker context ls` shows those there are");
    }
    String host = read(meta).path("Endpoints").path("docker").path("Host").asText("");
    Path tls = folder.resolve("contexts").resolve("tls").resolve(digest).resolve("docker");
    return new Context(host, Files.exists(tls) ? Optional.of(tls) : Optional.empty());
  }

  private static JsonNode read(Path file) {
    try {
      return JsonText.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "can't read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Where a context leads. */
  record Context(String host, Optional<Path> certificates) {}
}
