package io.llmspell.fleet.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one service of the Compose file wants: how many instances of which container, and, where the
 * service has {@code x-kernel}, what kind of kernel runs in it.
 *
 * @param replicas how many slots the service has; 0 is a service scaled to nothing
 * @param containerName the {@code container_name} the file insists on; at most one replica then
 * @param dependsOn what has to be there before an instance is started
 * @param kernel absent for a plain container
 * @param deployment how its instances give way to their successors, and where they may run
 * @param build how its image is built; absent if it is only pulled
 */
public record ServiceSpec(
    ServiceName name,
    ImageReference image,
    PullPolicy pullPolicy,
    int replicas,
    Optional<String> containerName,
    List<Dependency> dependsOn,
    Optional<KernelSpec> kernel,
    ContainerSpec container,
    Deployment deployment,
    Optional<BuildSpec> build) {

  /**
   * @throws IllegalArgumentException for a negative count, or several replicas of one fixed name
   */
  public ServiceSpec {
    dependsOn = List.copyOf(dependsOn);
    if (replicas < 0) {
      throw new IllegalArgumentException("a service can't have " + replicas + " replicas");
    }
    if (replicas > 1 && containerName.isPresent()) {
      throw new IllegalArgumentException(
          "service " + name + " has container_name and so can't have " + replicas + " replicas");
    }
  }

  /** With an image that is only pulled. */
  public ServiceSpec(
      ServiceName name,
      ImageReference image,
      PullPolicy pullPolicy,
      int replicas,
      Optional<String> containerName,
      List<Dependency> dependsOn,
      Optional<KernelSpec> kernel,
      ContainerSpec container,
      Deployment deployment) {
    this(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        kernel,
        container,
        deployment,
        Optional.empty());
  }

  /** Whether the service's instances speak the Jupyter protocol. */
  public boolean isKernel() {
    return kernel.isPresent();
  }

  /** Whether an instance ends before its successor starts. */
  public UpdateOrder updateOrder() {
    return deployment.update().order();
  }

  /** How often the engine may restart a plain container that failed; absent: without end. */
  public Optional<Integer> restartAttempts() {
    return deployment
        .restart()
        .flatMap(Deployment.RestartPolicy::maxAttempts)
        .filter(n -> !isKernel() && container.restart() == ContainerSpec.Restart.ON_FAILURE);
  }

  /** The same under another name. */
  public ServiceSpec withName(ServiceName other) {
    return new ServiceSpec(
        other,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        kernel,
        container,
        deployment,
        build);
  }

  /** The same with another kernel. */
  public ServiceSpec withKernel(KernelSpec other) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        Optional.of(other),
        container,
        deployment,
        build);
  }

  /** The same with another number of replicas. */
  public ServiceSpec withReplicas(int count) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        count,
        containerName,
        dependsOn,
        kernel,
        container,
        deployment,
        build);
  }

  /** The same with another container. */
  public ServiceSpec withContainer(ContainerSpec other) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        kernel,
        other,
        deployment,
        build);
  }

  /** The same, its kernels owned so; itself if it is none of kernels. */
  public ServiceSpec withOwnership(Ownership other) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        kernel.map(k -> k.withOwnership(other)),
        container,
        deployment,
        build);
  }

  /** The same with another deployment. */
  public ServiceSpec withDeployment(Deployment other) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        kernel,
        container,
        other,
        build);
  }

  /** The same, started without regard to these services. */
  public ServiceSpec withoutDependenciesOn(Set<ServiceName> others) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn.stream().filter(d -> !others.contains(d.service())).toList(),
        kernel,
        container,
        deployment,
        build);
  }

  /** The same with an image that is built. */
  public ServiceSpec withBuild(Optional<BuildSpec> other) {
    return new ServiceSpec(
        name,
        image,
        pullPolicy,
        replicas,
        containerName,
        dependsOn,
        kernel,
        container,
        deployment,
        other);
  }

  /** When an image is fetched, as Compose's {@code pull_policy} has it. */
  public enum PullPolicy {
    /** Only if it is not there, and the file does not say how to build it. */
    MISSING,
    /** Never; it is built, if the file says how. */
    NEVER,
    /** On every {@code up}. */
    ALWAYS,
    /** Never; it is built on every {@code up}. */
    BUILD
  }

  /** Compose's {@code deploy.update_config.order}. */
  public enum UpdateOrder {
    /**
     * The old instance ends, then its successor starts: its name and its ports are free by then.
     */
    STOP_FIRST,
    /** The successor starts beside the old one, which ends when the successor is ready. */
    START_FIRST
  }

  /** One entry of {@code depends_on}. */
  public record Dependency(ServiceName service, Condition condition) {}

  /** What has to hold of a service before one that depends on it is started. */
  public enum Condition {
    /** All its instances were started. */
    STARTED,
    /** All its instances are ready. */
    HEALTHY,
    /** All its instances have ended with exit code 0. */
    COMPLETED_SUCCESSFULLY
  }
}
