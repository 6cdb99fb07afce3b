package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.HealthCheck;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.StartRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One start in the fake engine, whose lock is held in each step. Everything is checked before
 * anything is made, so that a failure leaves nothing behind.
 */
final class FakeStart {
  private final EngineState state;
  private final Set<Ability> abilities;
  private final StartRequest request;
  private final ServiceSpec service;

  FakeStart(EngineState state, Set<Ability> abilities, StartRequest request) {
    this.state = state;
    this.abilities = abilities;
    this.request = request;
    this.service = request.service();
  }

  /** Takes the name and the ports. */
  FakeContainer create() {
    Abilities.require(abilities, service);
    if (state.containers.containsKey(request.name())) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "the name " + request.name() + " is taken: remove the container that has it");
    }
    Instant now = state.clock.instant();
    FakeContainer.Make make =
        new FakeContainer.Make(
            Optional.of(new FakeContainer.Labels(request.id(), request.slot(), provenance())),
            checksHealth(),
            networks(),
            volumes(),
            publishedPorts(),
            now);
    Behaviour behaviour = state.behaviourOf(service.name());
    FakeContainer container =
        new FakeContainer(request.name(), state.nextHandle(), make, behaviour);
    container.connectionFile =
        request.connectionFile().flatMap(file -> leased(container).map(file));
    state.add(container);
    return container;
  }

  /** Runs the program, unless somebody has removed the container meanwhile. */
  void run(FakeContainer container) {
    if (!container.equals(state.containers.get(container.name))) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR, container.name + " was removed before it could start: try again");
    }
    container.startedAt = Optional.of(state.clock.instant());
    Behaviour behaviour = container.behaviour;
    behaviour.prints().forEach(text -> container.lines.add(new LogSource.Line(false, text)));
    behaviour.death().ifPresent(exit -> state.end(container, exit.code(), exit.outOfMemory()));
  }

  private static Optional<PortBlock> leased(FakeContainer container) {
    return container.kernel().map(Instance.KernelFacts::ports);
  }

  private Instance.Provenance provenance() {
    String imageId =
        state
            .stock
            .idOf(service.image())
            .orElseThrow(
                () ->
                    new FleetException(
                        ErrorCode.IMAGE_UNAVAILABLE,
                        "image " + service.image() + " is not here: pull or build it"));
    return new Instance.Provenance(
        request.fleet().project(),
        SpecHash.of(service, imageId),
        request.attempt(),
        service.image(),
        imageId,
        service.kernel().map(this::facts),
        service.container().limits().memory(),
        "tester");
  }

  private Instance.KernelFacts facts(KernelSpec kernel) {
    return new Instance.KernelFacts(
        kernel.language(),
        kernel.config().map(KernelConfig::name),
        lease(),
        kernel.connection(),
        kernel.interrupt());
  }

  private PortBlock lease() {
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
      throw new FleetException(ErrorCode.NOT_FOUND, "there is no " + what + ": make it first");
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
