package io.llmspell.fleet.cli.session;

import io.llmspell.fleet.compose.KernelConfigs;
import io.llmspell.fleet.docker.EmbeddedImage;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.KernelSpec.Interrupt;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What {@code spawn} is asked for, made into a service. */
public record SpawnedKernel(
    Optional<String> config,
    Optional<String> language,
    Optional<ByteSize> memory,
    Optional<Cpus> cpus,
    Optional<ImageReference> image,
    Connection connection) {
  /**
   * A service for this kernel.
   *
   * @param file the Compose file, beside which configs are looked for
   * @param environment where {@code LLMSPELL_IMAGE} may be
   * @throws FleetException with {@code NOT_FOUND} or {@code INVALID_FILE} for a config that is not
   *     there, or is for another language
   */
  public ServiceSpec service(Place place, Path file, Map<String, String> environment) {
    Path configFile = findConfig(place, file);
    KernelConfig found = KernelConfigs.read(configFile);
    String spoken = KernelConfigs.language(configFile).orElse("lua");
    language
        .filter(wanted -> !wanted.equals(spoken))
        .ifPresent(
            wanted -> {
              throw new FleetException(
                  ErrorCode.INVALID_FILE,
                  "config "
                      + configFile
                      + " is for "
                      + spoken
                      + ", not "
                      + wanted
                      + ": a kernel takes its language from its config");
            });
    KernelSpec kernel =
        new KernelSpec(
            spoken,
            Optional.of(found),
            connection,
            Interrupt.MESSAGE,
            KernelSpec.DEFAULT_STARTUP_TIMEOUT);
    return new ServiceSpec(
        new ServiceName("spawned"),
        image.orElseGet(() -> defaultImage(environment)),
        PullPolicy.MISSING,
        1,
        Optional.empty(),
        List.of(),
        Optional.of(kernel),
        container(found),
        Deployment.DEFAULT);
  }

  private ContainerSpec container(KernelConfig found) {
    Set<String> passedOn = found.apiKeyEnv().map(Set::of).orElse(Set.of());
    return ContainerSpec.PLAIN
        .withProcess(ProcessSpec.OF_IMAGE.withPassedOn(passedOn))
        .withLimits(
            new Limits(
                memory,
                Optional.empty(),
                Optional.empty(),
                cpus.or(() -> Optional.of(KernelDefaults.SPAWN_CPUS)),
                Optional.empty(),
                Optional.empty()))
        .withNetworking(
            Networking.NONE.withNetworks(
                List.of(new Networking.Attachment(NetworkSpec.FLEET_NETWORK, List.of()))));
  }

  private static ImageReference defaultImage(Map<String, String> environment) {
    String named = environment.getOrDefault("LLMSPELL_IMAGE", "");
    try {
      return named.isBlank() ? EmbeddedImage.NAME : new ImageReference(named);
    } catch (IllegalArgumentException e) {
      throw new FleetException(ErrorCode.USAGE, "LLMSPELL_IMAGE: " + e.getMessage(), e);
    }
  }

  private static Stream<Path> candidates(Path folder, String wanted) {
    return Stream.of(folder.resolve(wanted), folder.resolve(wanted + ".toml"));
  }

  /** A name is never the way out of a folder of configs, as a path may be. */
  private static Stream<Path> inside(Path folder, String name) {
    Path whole = folder.toAbsolutePath().normalize();
    return candidates(folder, name)
        .filter(file -> file.toAbsolutePath().normalize().startsWith(whole));
  }

  /** A path, or a name in one of the folders where configs are. */
  private Path findConfig(Place place, Path file) {
    String wanted =
        config.orElseGet(() -> language.filter(l -> !l.equals("lua")).orElse("default"));
    Path beside = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(place.folder());
    List<Path> folders =
        Stream.of(place.folder(), beside, beside.resolve(".."), place.root())
            .map(folder -> folder.resolve("configs"))
            .toList();
    Stream<Path> named = folders.stream().flatMap(f -> inside(f, wanted));
    return Stream.concat(candidates(place.folder(), wanted), named)
        .filter(Files::isRegularFile)
        .findFirst()
        .map(found -> found.toAbsolutePath().normalize())
        .orElseThrow(
            () -> new FleetException(ErrorCode.NOT_FOUND, missing(wanted, place, folders)));
  }

  private String missing(String wanted, Place place, List<Path> folders) {
    return config.isPresent() || language.isEmpty()
        ? "there is no config '"
            + wanted
            + "': name a file, or one in "
            + place.root().resolve("configs")
        : "there is no kernel for '"
            + wanted
            + "': there are "
            + String.join(", ", languages(folders))
            + "; for another, name a config";
  }

  /** Those that have a config of their name, and Lua, which has the default one. */
  private static Set<String> languages(List<Path> folders) {
    Set<String> found = new TreeSet<>(Set.of("lua"));
    for (Path folder : folders.stream().filter(Files::isDirectory).toList()) {
      try (DirectoryStream<Path> configs = Files.newDirectoryStream(folder, "*.toml")) {
        configs.forEach(file -> language(file).ifPresent(found::add));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return found;
  }

  private static Optional<String> language(Path file) {
    try {
      return KernelConfigs.language(file)
          .filter(spoken -> file.getFileName().toString().equals(spoken + ".toml"));
    } catch (FleetException e) {
      return Optional.empty();
    }
  }
}
