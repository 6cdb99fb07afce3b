package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.compose.section.DependenciesReader.Dependence;
import io.llmspell.fleet.compose.section.PortsReader.PublishedPort;
import io.llmspell.fleet.model.BuildSpec;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A service as it was read, with the places that checks across services have to complain about.
 *
 * @param image absent only if that is a problem already
 * @param build how it is built, if the file says that
 * @param containerName with its place, if the file fixes one
 */
public record ServiceDraft(
    ServiceName name,
    Place place,
    Optional<ImageReference> image,
    PullPolicy pullPolicy,
    int replicas,
    Given<String> containerName,
    List<Dependence> dependences,
    List<PublishedPort> ports,
    Set<String> profiles,
    Optional<KernelSpec> kernel,
    ContainerSpec container,
    Deployment deployment,
    Optional<BuildSpec> build) {

  /** The profile that stands for all of them. */
  static final String EVERY_PROFILE = "*";

  /** As many as the usual range of ports has room for kernels; an engine is full long before. */
  static final int MOST_REPLICAS = 1000;

  /** Whether it takes part when these profiles are asked for. */
  public boolean isActive(Set<String> asked) {
    return profiles.isEmpty()
        || asked.contains(EVERY_PROFILE)
        || profiles.stream().anyMatch(asked::contains);
  }

  /** Keys that the file has and the fleet does nothing about. */
  List<String> withoutEffect() {
    List<String> keys = new ArrayList<>();
    deployment.rollback().ifPresent(r -> keys.add("deploy.rollback_config"));
    deployment
        .restart()
        .ifPresent(
            restart -> {
              restart.delay().ifPresent(d -> keys.add("deploy.restart_policy.delay"));
              restart.window().ifPresent(w -> keys.add("deploy.restart_policy.window"));
            });
    return keys;
  }

  /** How many containers of it there may be at the same time. */
  int instances() {
    return replicas + warm();
  }

  /** How many of its kernels are kept ready. */
  int warm() {
    return kernel.map(KernelSpec::warm).orElse(0);
  }

  /** The same with another number of replicas. */
  ServiceDraft withReplicas(int count) {
    return new ServiceDraft(
        name,
        place,
        image,
        pullPolicy,
        count,
        containerName,
        dependences,
        ports,
        profiles,
        kernel,
        container,
        deployment,
        build);
  }

  /**
   * The service as the core wants it; only for a draft without problems.
   *
   * @param present the services that are there to be depended on
   */
  public ServiceSpec spec(Set<ServiceName> present) {
    List<Dependency> dependencies =
        dependences.stream()
            .map(d -> new Dependency(new ServiceName(d.service()), d.condition()))
            .filter(d -> present.contains(d.service()))
            .toList();
    return new ServiceSpec(
        name,
        image.orElseThrow(),
        pullPolicy,
        replicas,
        containerName.value(),
        dependencies,
        kernel,
        container,
        deployment,
        build);
  }
}
