package io.llmspell.fleet.docker.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The container that this program runs in, if it is one of the engine that it talks to. Its mounts
 * tell its id; the engine tells whether that is one of its own, which that of an outer engine is
 * not.
 *
 * @param id all 64 digits
 * @param ownNetwork whether it has a network of its own, not that of its engine's machine
 */
public record OwnContainer(String id, boolean ownNetwork) {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /** Docker's and Podman's: the engine keeps a container's hostname in a folder of its id. */
  private static final Pattern HOSTNAME =
      Pattern.compile("containers/([0-9a-f]{64})/(?:userdata/)?hostname /etc/hostname ");

  /** Asks the engine only where the mounts tell an id. */
  public static Optional<OwnContainer> of(Engine engine) {
    return idIn(MOUNTS).flatMap(id -> of(engine, id));
  }

  private static Optional<OwnContainer> of(Engine engine, String id) {
    try {
      JsonNode facts = engine.read("look for the own container", "/containers/" + id + "/json");
      String network = facts.path("HostConfig").path("NetworkMode").asText();
      return Optional.of(new OwnContainer(id, !network.equals("host")));
    } catch (FleetException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static Optional<String> idIn(Path mounts) {
    try {
      Matcher hostname = HOSTNAME.matcher(Files.readString(mounts));
      return hostname.find() ? Optional.of(hostname.group(1)) : Optional.empty();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }
}
