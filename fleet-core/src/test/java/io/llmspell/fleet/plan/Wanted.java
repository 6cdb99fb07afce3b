package io.llmspell.fleet.plan;

import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a file may want, for the planner's tests: project {@code demo}, one image. */
final class Wanted {
  static final ProjectName DEMO = new ProjectName("demo");
  static final ImageReference IMAGE = new ImageReference("fleet-kernel:latest");

  private Wanted() {}

  static ServiceSpec kernel(String name, int replicas) {
    KernelSpec kernel =
        new KernelSpec(
            "lua",
            Optional.empty(),
            KernelSpec.Connection.PROVIDED,
            KernelSpec.Interrupt.MESSAGE,
            KernelSpec.DEFAULT_STARTUP_TIMEOUT);
    return service(name, replicas, Optional.empty(), Optional.of(kernel), ContainerSpec.PLAIN);
  }

  static ServiceSpec plain(String name, ContainerSpec.Restart restart) {
    ContainerSpec p = ContainerSpec.PLAIN;
    ContainerSpec container =
        new ContainerSpec(
            p.process(),
            p.limits(),
            p.security(),
            p.networking(),
            p.storage(),
            p.healthCheck(),
            restart,
            p.logging(),
            p.labels());
    return service(name, 1, Optional.empty(), Optional.empty(), container);
  }

  static ServiceSpec named(String name, String containerName) {
    ServiceSpec kernel = kernel(name, 1);
    return service(name, 1, Optional.of(containerName), kernel.kernel(), kernel.container());
  }

  private static ServiceSpec service(
      String name,
      int replicas,
      Optional<String> containerName,
      Optional<KernelSpec> kernel,
      ContainerSpec container) {
    return new ServiceSpec(
        new ServiceName(name),
        IMAGE,
        PullPolicy.MISSING,
        replicas,
        containerName,
        List.of(),
        kernel,
        container,
        Deployment.DEFAULT);
  }

  static ServiceSpec with(ServiceSpec service, ImageReference image, PullPolicy policy) {
    return copy(service, image, policy, service.dependsOn(), service.deployment());
  }

  static ServiceSpec dependingOn(ServiceSpec service, String other) {
    Dependency dependency = new Dependency(new ServiceName(other), ServiceSpec.Condition.STARTED);
    return copy(
        service, service.image(), service.pullPolicy(), List.of(dependency), service.deployment());
  }

  static ServiceSpec startFirst(ServiceSpec service) {
    return copy(
        service,
        service.image(),
        service.pullPolicy(),
        service.dependsOn(),
        Deployment.inOrder(UpdateOrder.START_FIRST));
  }

  private static ServiceSpec copy(
      ServiceSpec service,
      ImageReference image,
      PullPolicy policy,
      List<Dependency> dependsOn,
      Deployment deployment) {
    return new ServiceSpec(
        service.name(),
        image,
        policy,
        service.replicas(),
        service.containerName(),
        dependsOn,
        service.kernel(),
        service.container(),
        deployment);
  }

  /** The same service with something else in its container. */
  static ServiceSpec changed(ServiceSpec service) {
    ContainerSpec container = service.container();
    return service.withContainer(
        container.withProcess(container.process().withCommand(List.of("changed"))));
  }

  static DesiredFleet fleet(ServiceSpec... services) {
    return fleet(Set.of(), services);
  }

  static DesiredFleet fleet(Set<ServiceName> inactive, ServiceSpec... services) {
    Map<ServiceName, ServiceSpec> byName = new TreeMap<>();
    for (ServiceSpec service : services) {
      byName.put(service.name(), service);
    }
    return new DesiredFleet(DEMO, byName, inactive, Map.of(), Map.of(), PortRange.DEFAULT);
  }
}
