package io.llmspell.fleet.compose.spawn;

import io.llmspell.fleet.compose.KernelConfigs;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code spawn} is asked for, made into a service.
 *
 * @param config a name, or a path where paths are allowed; absent: that of the language
 * @param image absent: the usual one
 * @param environment variables with their values
 */
public record SpawnedKernel(
    Optional<String> config,
    Optional<String> language,
    Optional<ByteSize> memory,
    Optional<Cpus> cpus,
    Optional<ImageReference> image,
    Connection connection,
    Map<String, String> environment) {
  public SpawnedKernel {
    environment = Map.copyOf(environment);
  }

  /**
   * A service for this kernel.
   *
   * @param configs where its config is looked for
   * @param usual the image, if none is asked for
   * @throws FleetException with {@code NOT_FOUND} or {@code INVALID_FILE} for a config that is not
   *     there, or is for another language
   */
  public ServiceSpec service(ConfigFolders configs, ImageReference usual) {
    Path configFile = configs.find(config, language);
    KernelConfig found = KernelConfigs.read(configFile);
    String spoken = KernelConfigs.language(configFile).orElse(ConfigFolders.USUAL_LANGUAGE);
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
        image.orElse(usual),
        PullPolicy.MISSING,
        1,
        Optional.empty(),
        List.of(),
        Optional.of(kernel),
        container(found),
        Deployment.DEFAULT);
  }

  /** Without the values of variables, which may be secrets. */
  @Override
  public String toString() {
    return "SpawnedKernel[" + config + ", " + language + ", " + image + "]";
  }

  private ContainerSpec container(KernelConfig found) {
    Set<String> passedOn = found.apiKeyEnv().map(Set::of).orElse(Set.of());
    return ContainerSpec.PLAIN
        .withProcess(ProcessSpec.OF_IMAGE.withPassedOn(passedOn).withEnvironment(environment))
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
}
