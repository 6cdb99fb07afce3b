package io.llmspell.fleet.docker.container;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.Objects;
import java.util.Optional;

/**
 * What the fleet has to know of an image.
 *
 * @param user the user that it runs as; empty for root
 */
public record ImageFacts(String id, String user) {

  public static ImageFacts of(InspectImageResponse image) {
    String user = Optional.ofNullable(image.getConfig()).map(ContainerConfig::getUser).orElse("");
    return new ImageFacts(Objects.requireNonNull(image.getId()), user);
  }

  /** Whether the image says that its program is not to be root. */
  boolean hasOwnUser() {
    String name = user.contains(":") ? user.substring(0, user.indexOf(':')) : user;
    return !name.isEmpty() && !name.equals("0") && !name.equals("root");
  }
}
