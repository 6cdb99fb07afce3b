package io.llmspell.fleet.docker.engine;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.UserHome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where to look for an engine, in the Docker client's own order: {@code DOCKER_HOST}, the chosen
 * context, then the sockets where Docker, rootless Docker, Docker Desktop and Podman usually are.
 */
public final class EngineLocator {
  private final Map<String, String> environment;
  private final Path home;
  private final Path root;

  /**
   * @param home the user's home folder
   * @param root {@code /}, or another folder in tests
   */
  public EngineLocator(Map<String, String> environment, Path home, Path root) {
    this.environment = Map.copyOf(environment);
    this.home = home;
    this.root = root;
  }

  /** For this process. */
  public static EngineLocator ofThisProcess() {
    return new EngineLocator(System.getenv(), UserHome.of(System.getenv()), Path.of("/"));
  }

  /**
   * Where to try, in this order. A single endpoint if a person has chosen one.
   *
   * @throws FleetException with {@code NOT_FOUND} or {@code INVALID_FILE} for a context that is not
   *     there or can't be read, {@code USAGE} or {@code UNSUPPORTED} for an address that is none or
   *     can't be spoken to
   */
  public List<EngineEndpoint> candidates() {
    Optional<EngineEndpoint> chosen = dockerHost().or(this::context);
    return chosen.map(List::of).orElseGet(this::usualSockets);
  }

  private Optional<EngineEndpoint> dockerHost() {
    return variable("DOCKER_HOST")
        .map(host -> new EngineEndpoint(uri(host, "DOCKER_HOST"), "DOCKER_HOST", true, tls()));
  }

  private Optional<Path> tls() {
    boolean verify = variable("DOCKER_TLS_VERIFY").filter(v -> !v.equals("0")).isPresent();
    return verify
        ? Optional.of(variable("DOCKER_CERT_PATH").map(Path::of).orElseGet(this::dockersFolder))
        : Optional.empty();
  }

  private Path dockersFolder() {
    return variable("DOCKER_CONFIG").map(Path::of).orElseGet(() -> home.resolve(".docker"));
  }

  private Optional<EngineEndpoint> context() {
    DockerContexts contexts = new DockerContexts(dockersFolder());
    return variable("DOCKER_CONTEXT")
        .or(contexts::current)
        .filter(name -> !name.equals("default"))
        .map(
            name -> {
              String source = "Docker context " + name;
              DockerContexts.Context context = contexts.read(name);
              return new EngineEndpoint(
                  uri(context.host(), source), source, true, context.certificates());
            });
  }

  private List<EngineEndpoint> usualSockets() {
    List<Path> sockets = new ArrayList<>();
    sockets.add(root.resolve("var/run/docker.sock"));
    Optional<Path> runtimeDir = variable("XDG_RUNTIME_DIR").map(Path::of);
    runtimeDir.ifPresent(dir -> sockets.add(dir.resolve("docker.sock")));
    sockets.add(home.resolve(".docker/run/docker.sock"));
    sockets.add(home.resolve(".docker/desktop/docker.sock"));
    runtimeDir.ifPresent(dir -> sockets.add(dir.resolve("podman/podman.sock")));
    sockets.add(root.resolve("run/podman/podman.sock"));
    return sockets.stream()
        .filter(Files::exists)
        .map(
            s ->
                new EngineEndpoint(
                    URI.create("unix://" + s.toUri().getRawPath()),
                    "usual socket",
                    false,
                    Optional.empty()))
        .toList();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static URI uri(String text, String source) {
    try {
      URI uri = URI.create(text);
      boolean unix = "unix".equals(uri.getScheme());
      boolean leadsNowhere = unix ? uri.getPath() == null : uri.getHost() == null;
      if (leadsNowhere && (unix || "tcp".equals(uri.getScheme()))) {
        throw new IllegalArgumentException("neither a path nor a host");
      }
      if (unix || "tcp".equals(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, source + " is '" + text + "', not an address", e);
    }
    throw new FleetException(
        ErrorCode.UNSUPPORTED,
        source
            + " is '"
            + text
            + "': only unix:// and tcp:// are spoken here; forward the engine's"
            + " socket (ssh -L) and name that");
  }
}
