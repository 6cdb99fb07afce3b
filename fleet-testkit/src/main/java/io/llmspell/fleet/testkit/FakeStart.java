package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.UserName;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One start in the fake engine, in the steps of a real one: lease, create, run. The engine's lock
 * is held in each of them; what fails in one undoes those before it.
 */
final class FakeStart {
  private final EngineState state;
  private final Capabilities capabilities;
  private final StartRequest request;
  private final ServiceSpec service;
  private final Lifetime maker;

  FakeStart(EngineState state, Capabilities capabilities, StartRequest request, Lifetime maker) {
    this.state = state;
    this.capabilities = capabilities;
    this.request = request;
    this.service = request.service();
    this.maker = maker;
  }

  /** What can be refused before anything is made. */
  void check() {
    capabilities.require(service);
    imageId();
  }

  /** Takes the ports. */
  FakeLease lease() {
    FakeLease lease =
        new FakeLease(
            freePorts(),
            state.nextHandle(),
            request.id(),
            request.fleet().project(),
            state.clock.instant(),
            maker);
    state.leases.put(lease.name(), lease);
    return lease;
  }

  /** Takes the name; the ports anew, if somebody took the lease for a leftover. */
  FakeContainer create(Optional<FakeLease> taken) {
    Optional<FakeLease> lease = taken.map(l -> l.equals(state.leases.get(l.name())) ? l : lease());
    if (state.containers.containsKey(request.name())) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "the name " + request.name() + " is taken: remove the container that has it");
    }
    Instant now = state.clock.instant();
    FakeContainer.Make make =
        new FakeContainer.Make(
            Optional.of(
                new FakeContainer.Labels(request.id(), request.slot(), provenance(lease), maker)),
            checksHealth(),
            networks(),
            volumes(),
            publishedPorts(),
            now);
    Behaviour behaviour = state.behaviourOf(service.name());
    FakeContainer container =
        new FakeContainer(request.name(), state.nextHandle(), make, behaviour);
    container.connectionFile =
        request.connectionFile().flatMap(file -> lease.map(FakeLease::ports).map(file));
    state.add(container);
    return container;
  }

  /** Runs the program, unless somebody has removed the container meanwhile. */
  void run(FakeContainer container) {
    if (!state.containers.containsValue(container)) {
      throw new FleetException(
          ErrorCode.CONFLICT, container.name + " was removed before it could start: try again");
    }
    container.startedAt = Optional.of(state.clock.instant());
    Behaviour behaviour = container.behaviour;
    behaviour.prints().forEach(text -> container.lines.add(new LogSource.Line(false, text)));
    behaviour.death().ifPresent(exit -> state.end(container, exit.code(), exit.outOfMemory()));
  }

  private String imageId() {
    return state
        .stock
        .idOf(service.image())
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.IMAGE_UNAVAILABLE,
                    "image " + service.image() + " is not here: pull or build it"));
  }

  private Instance.Provenance provenance(Optional<FakeLease> lease) {
    Ownership ownership = service.kernel().map(KernelSpec::ownership).orElse(Ownership.UNSAID);
    return new Instance.Provenance(
        request.fleet().project(),
        SpecHash.of(service, imageId()),
        request.attempt(),
        service.image(),
        imageId(),
        service.kernel().map(kernel -> facts(kernel, lease.orElseThrow().ports())),
        service.container().limits().memory(),
        service.container().limits().cpus(),
        ownership.owner().map(UserName::value).orElse("tester"),
        ownership);
  }

  private static Instance.KernelFacts facts(KernelSpec kernel, PortBlock ports) {
    return new Instance.KernelFacts(
        kernel.language(),
        kernel.config().map(KernelConfig::name),
        ports,
        kernel.connection(),
        kernel.interrupt());
  }

  private PortBlock freePorts() {
    return request
        .preferredPorts()
        .filter(state::isFree)
        .or(() -> request.fleet().ports().blocks().filter(state::isFree).findFirst())
        .orElseThrow(
            () ->
                new FleetException(
                    ErrorCode.PORTS_EXHAUSTED,
                    "no five ports are free in "
                        + request.fleet().ports()
                        + ": remove kernels or widen the range"));
  }

  private boolean checksHealth() {
    return service
        .container()
        .healthCheck()
        .filter(check -> !check.equals(HealthCheck.DISABLED))
        .isPresent();
  }

  private Set<String> networks() {
    Set<String> names =
        service.container().networking().networks().stream()
            .map(Networking.Attachment::network)
            .map(key -> Objects.requireNonNull(request.fleet().networks().get(key)))
            .map(NetworkSpec::name)
            .collect(Collectors.toSet());
    names.forEach(name -> requireThere(state.networks, "network " + name, name));
    return names;
  }

  private Set<String> volumes() {
    Set<String> names =
        service.container().storage().mounts().stream()
            .filter(mount -> mount.kind() == Storage.Kind.VOLUME)
            .flatMap(mount -> mount.source().stream())
            .map(key -> Objects.requireNonNull(request.fleet().volumes().get(key)))
            .map(VolumeSpec::name)
            .collect(Collectors.toSet());
    names.forEach(name -> requireThere(state.volumes, "volume " + name, name));
    return names;
  }

  private static void requireThere(Commons commons, String what, String name) {
    if (!commons.has(name)) {
      throw new FleetException(ErrorCode.CONFLICT, "there is no " + what + ": make it first");
    }
  }

  private Set<Integer> publishedPorts() {
    Set<Integer> ports =
        service.container().networking().ports().stream()
            .flatMap(port -> port.hostPort().stream())
            .collect(Collectors.toSet());
    for (int port : ports) {
      if (!state.isFree(port)) {
        throw new FleetException(
            ErrorCode.CONFLICT,
            "port " + port + " is taken: publish " + service.name() + " elsewhere");
      }
    }
    return ports;
  }
}
