package io.llmspell.fleet.bench.kernel;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.core.DockerClientConfig;
import io.llmspell.fleet.bench.measure.Stopwatch;
import io.llmspell.fleet.docker.container.KernelPlace;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.model.ConnectionInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A kernel that the fleet has made, to be made once more with the fewest calls that do it. */
final class RawKernel {
  private static final String NAME = "bench-raw-kernel";

  private final Engine engine;
  private final InspectContainerResponse original;

  /** The kernel's folder as an archive: its config and its connection file. */
  private final byte[] folder;

  private final ConnectionInfo connection;

  private RawKernel(
      Engine engine, InspectContainerResponse original, byte[] folder, ConnectionInfo connection) {
    this.engine = engine;
    this.original = original;
    this.folder = folder;
    this.connection = connection;
  }

  /**
   * How long each part took.
   *
   * @param made the volume and the container
   * @param filled the kernel's folder
   * @param started the engine's call
   * @param answered from there to the kernel's first answer
   */
  record Times(Duration made, Duration filled, Duration started, Duration answered) {}

  /**
   * Reads all that is needed to make it again.
   *
   * @param connection what its connection file says
   */
  static RawKernel of(Engine engine, String container, ConnectionInfo connection) {
    InspectContainerResponse original = inspect(engine, container);
    String path = KernelPlace.MOUNT + "/" + KernelPlace.FOLDER;
    byte[] folder = engine.stream("read " + path, docker -> archive(docker, container, path));
    return new RawKernel(engine, original, folder, connection);
  }

  private static InspectContainerResponse inspect(Engine engine, String container) {
    return DockerClientConfig.getDefaultObjectMapper()
        .convertValue(
            engine.read("inspect " + container, "/containers/" + container + "/json"),
            InspectContainerResponse.class);
  }

  private static byte[] archive(DockerClient docker, String container, String path) {
    try (InputStream archive = docker.copyArchiveFromContainerCmd(container, path).exec()) {
      return archive.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it, waits for its answer, and removes it. */
  Times run() {
    Stopwatch making = Stopwatch.started();
    String id = make();
    try {
      Duration made = making.elapsed();
      Duration filled =
          Stopwatch.time(() -> engine.change("fill " + NAME, docker -> fill(docker, id)));
      Duration started =
          Stopwatch.time(
              () ->
                  engine.changeOnce(
                      "start " + NAME, docker -> docker.startContainerCmd(id).exec()));
      Duration answered = Stopwatch.time(() -> FirstAnswer.await(connection.withIp(address(id))));
      return new Times(made, filled, started, answered);
    } finally {
      engine.change(
          "remove " + NAME, docker -> docker.removeContainerCmd(id).withForce(true).exec());
      engine.change("remove volume " + NAME, docker -> docker.removeVolumeCmd(NAME).exec());
    }
  }

  private String make() {
    ContainerConfig config = original.getConfig();
    Map<String, String> labels = Objects.requireNonNull(config.getLabels());
    Map<String, String> project =
        Map.of(Labels.PROJECT, Objects.requireNonNull(labels.get(Labels.PROJECT)));
    engine.changeOnce(
        "create volume " + NAME,
        docker -> docker.createVolumeCmd().withName(NAME).withLabels(project).exec());
    return engine.changeOnce(
        "create " + NAME,
        docker ->
            docker
                .createContainerCmd(Objects.requireNonNull(config.getImage()))
                .withName(NAME)
                .withLabels(labels)
                .withEnv(Objects.requireNonNull(config.getEnv()))
                .withUser(Objects.requireNonNull(config.getUser()))
                .withHostConfig(hostConfig())
                .exec()
                .getId());
  }

  /** With a volume of its own in the place of the original's. */
  private HostConfig hostConfig() {
    HostConfig config = original.getHostConfig();
    List<Mount> mounts = Objects.requireNonNull(config.getMounts());
    mounts.stream()
        .filter(mount -> KernelPlace.MOUNT.equals(mount.getTarget()))
        .forEach(mount -> mount.withSource(NAME));
    return config;
  }

  private boolean fill(DockerClient docker, String id) {
    docker
        .copyArchiveToContainerCmd(id)
        .withRemotePath(KernelPlace.MOUNT)
        .withTarInputStream(new ByteArrayInputStream(folder))
        .exec();
    return true;
  }

  private String address(String id) {
    return inspect(engine, id).getNetworkSettings().getNetworks().values().stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }
}
