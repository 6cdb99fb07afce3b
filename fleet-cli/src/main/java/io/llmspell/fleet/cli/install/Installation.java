package io.llmspell.fleet.cli.install;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Links from where others look to where the program is: one to be a plugin of Docker, one for each
 * shell's completions. Nothing is copied, so an update of the program is one of all of it.
 */
public final class Installation {
  private final List<Link> links;

  private Installation(List<Link> links) {
    this.links = links;
  }

  /**
   * For one user.
   *
   * @param root where the program is
   * @param environment in which {@code DOCKER_CONFIG}, {@code XDG_DATA_HOME} and {@code
   *     XDG_CONFIG_HOME} may name other places than the usual ones
   */
  public static Installation of(Path root, Path userHome, Map<String, String> environment) {
    Path docker = place(environment, "DOCKER_CONFIG", userHome.resolve(".docker"));
    Path data = place(environment, "XDG_DATA_HOME", userHome.resolve(".local").resolve("share"));
    Path config = place(environment, "XDG_CONFIG_HOME", userHome.resolve(".config"));
    Path completions = root.resolve("completions");
    Path bash = data.resolve("bash-completion").resolve("completions");
    Path zsh = data.resolve("zsh").resolve("site-functions");
    Path fish = config.resolve("fish").resolve("completions");
    List<Link> links = new ArrayList<>();
    links.add(
        new Link(
            docker.resolve("cli-plugins").resolve("docker-fleet"), root.resolve("docker-fleet")));
    links.add(new Link(zsh.resolve("_docker-fleet"), completions.resolve("_docker-fleet")));
    for (String name : List.of("docker-fleet", "llmspell-fleet")) {
      links.add(new Link(bash.resolve(name), completions.resolve("docker-fleet.bash")));
      links.add(new Link(fish.resolve(name + ".fish"), completions.resolve("docker-fleet.fish")));
    }
    return new Installation(links);
  }

  private static Path place(Map<String, String> environment, String variable, Path usual) {
    return Optional.ofNullable(environment.get(variable))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .orElse(usual);
  }

  /**
   * Makes all links. Idempotent; a link to another copy of the program is led here.
   *
   * @return what was made
   * @throws FleetException with {@code CONFLICT} if something else is in the way: nothing is
   *     changed
   */
  public List<Made> install() {
    links.stream().filter(Link::isBlocked).findFirst().ifPresent(Installation::refuse);
    List<Link> missing = links.stream().filter(link -> !link.isThere()).toList();
    return missing.stream().map(Link::make).toList();
  }

  /**
   * A link that was made.
   *
   * @param before where it led until now; absent if it was not there
   */
  public record Made(Path link, Optional<Path> before) {}

  /**
   * Removes those links that lead to this copy of the program. Idempotent.
   *
   * @return what was removed
   */
  public List<Path> uninstall() {
    List<Link> there = links.stream().filter(Link::isThere).toList();
    there.forEach(Link::remove);
    return there.stream().map(Link::at).toList();
  }

  private static void refuse(Link link) {
    throw new FleetException(
        ErrorCode.CONFLICT,
        link.at() + " is there, and is not a link to a docker-fleet: move it away, then try again");
  }

  /** One link: where it is, and where it leads. */
  private record Link(Path at, Path target) {
    private Optional<Path> seen() {
      try {
        return Files.isSymbolicLink(at)
            ? Optional.of(Files.readSymbolicLink(at))
            : Optional.empty();
      } catch (IOException e) {
        throw failure("look at", e);
      }
    }

    boolean isThere() {
      return seen().filter(target::equals).isPresent();
    }

    boolean isBlocked() {
      return Files.exists(at, LinkOption.NOFOLLOW_LINKS)
          && seen().filter(other -> target.getFileName().equals(other.getFileName())).isEmpty();
    }

    Made make() {
      Optional<Path> before = seen();
      try {
        Files.createDirectories(at.getParent());
        Files.deleteIfExists(at);
        Files.createSymbolicLink(at, target);
        return new Made(at, before);
      } catch (IOException e) {
        throw failure("make", e);
      }
    }

    void remove() {
      try {
        Files.deleteIfExists(at);
      } catch (IOException e) {
        throw failure("remove", e);
      }
    }

    private FleetException failure(String what, IOException e) {
      return new FleetException(
          ErrorCode.INTERNAL, "can't " + what + " the link " + at + ": " + e.getMessage(), e);
    }
  }
}
