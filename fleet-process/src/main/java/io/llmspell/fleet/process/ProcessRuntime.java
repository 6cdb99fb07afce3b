package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.Supervisor;
import io.llmspell.fleet.process.store.Claims;
import io.llmspell.fleet.process.store.Lease;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.process.store.StoredFiles;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Kernels as processes of this machine and this user. What exists is in a folder of the user's,
 * {@code processes}, beside which are {@code logs} and {@code registry.json}, which is only a view.
 * Kernels outlive whoever made them. Keeps nothing that the folder does not have.
 */
public final class ProcessRuntime implements KernelRuntime {
  private static final String FOLDER = "processes";

  private final Store store;
  private final Remains remains;
  private final Logs logs;
  private final Programs programs;
  private final Confinement confinement;
  private final KernelCommand command;
  private final InstanceLook look;
  private final ProcessEnd end;
  private final ProcessAbilities abilities;
  private final Registry registry;
  private final Runnable beforeChange;

  /**
   * @param home the user's folder of the fleet, {@code FLEET_HOME}; made when it is first needed
   * @param environment the caller's variables; kernels get their path, locale and the like
   */
  public ProcessRuntime(
      Path home, Programs programs, Confinement confinement, Map<String, String> environment) {
    this(home, programs, confinement, environment, () -> {});
  }

  /** The same, with something that happens before each change: in tests, the process dies there. */
  ProcessRuntime(
      Path home,
      Programs programs,
      Confinement confinement,
      Map<String, String> environment,
      Runnable beforeChange) {
    this.store = new Store(home.resolve(FOLDER));
    Claims claims = new Claims(home.resolve(FOLDER));
    this.remains = new Remains(store, claims);
    this.logs = new Logs(home.toAbsolutePath().normalize().resolve("logs"));
    this.programs = programs;
    this.confinement = confinement;
    this.command = new KernelCommand(store, logs, environment);
    this.look = new InstanceLook(store, confinement, Processes.HERE);
    this.end = new ProcessEnd(store, look, confinement, logs);
    this.registry = new Registry(home.resolve("registry.json"), store, look, command);
    this.beforeChange = beforeChange;
    this.abilities = new ProcessAbilities(look, confinement, claims, command, this::change);
  }

  /** Whether there may be anything in such a folder; quick, and changes nothing. */
  public static boolean isUsed(Path home) {
    return Files.exists(home.resolve(FOLDER));
  }

  /** Ports that kernels of any project have, or had when they ended. */
  public Set<PortBlock> leasedPorts() {
    return store.leases().stream().map(Lease::ports).collect(Collectors.toSet());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        "process",
        "processes on this machine; " + confinement.description(),
        confinement.abilities());
  }

  @Override
  public <T> Optional<T> offer(Class<T> ability) {
    return ability.isInstance(abilities) ? Optional.of(ability.cast(abilities)) : Optional.empty();
  }

  @Override
  public ObservedFleet observe(Observation wanted) {
    List<Leftover> left = wanted.instancesOnly() ? List.of() : remains.of(wanted.project());
    List<Instance> instances = look.instances(wanted.project());
    Map<ImageReference, String> images = new TreeMap<>();
    wanted
        .images()
        .forEach(image -> programs.find(image).ifPresent(p -> images.put(image, p.id())));
    return new ObservedFleet(
        wanted.project(), instances, images, Set.of(), Set.of(), List.of(), left);
  }

  @Override
  public Optional<Instance> inspect(Instance instance) {
    return look.at(instance.id());
  }

  @Override
  public void ensure(ProjectName project, Resource resource, FleetListener progress) {
    String what = resource.kind() + " " + resource.name();
    if (resource instanceof Resource.Image image) {
      programs.require(image.reference());
    } else {
      capabilities()
          .require(resource instanceof Resource.Network ? Ability.NETWORKS : Ability.VOLUMES, what);
    }
  }

  @Override
  public boolean discard(ProjectName project, Resource resource) {
    return false;
  }

  @Override
  public Instance start(StartRequest request) {
    capabilities().require(request.service());
    Program program = programs.require(request.service().image());
    ProcessStart start = new ProcessStart(store, look, confinement, command, program, request);
    Lease taken = change(start::lease);
    try {
      Lease lease =
          change(
              () -> {
                end.sweep();
                return start.create(taken);
              });
      logs.make();
      Supervisor supervisor = change(() -> start.supervise(lease));
      Instance started = start.go(supervisor);
      registry.refresh();
      return started;
    } catch (FleetException e) {
      undo(request);
      throw e;
    }
  }

  /** What was made for this request alone; a name that another has is left. */
  private void undo(StartRequest request) {
    store.change(
        () -> {
          if (store.names().containsKey(request.id())) {
            end.remove(request.id());
          }
          remains.release(request.id());
          return request;
        });
  }

  @Override
  public void stop(Instance instance, Optional<Duration> grace) {
    end.stop(instance.id(), grace);
    registry.refresh();
  }

  @Override
  public void remove(Instance instance) {
    InstanceId id = instance.id();
    change(
        () -> {
          if (!instance.isRunning() && look.at(id).filter(Instance::isRunning).isPresent()) {
            throw new FleetException(
                ErrorCode.CONFLICT,
                instance.name() + " runs by now: look again before you remove it");
          }
          end.remove(id);
          return id;
        });
    change(
        () -> {
          remains.release(id);
          return id;
        });
    registry.refresh();
  }

  @Override
  public Instance rename(Instance instance, String name) {
    if (!instance.mayBecome(name)) {
      throw new IllegalArgumentException(instance.name() + " can't become " + name);
    }
    Instance renamed =
        change(
            () -> {
              if (look.at(instance.id()).isEmpty()) {
                throw new FleetException(
                    ErrorCode.CONFLICT, instance.name() + " is gone: look again");
              }
              String now = Objects.requireNonNull(store.names().get(instance.id()));
              if (!now.equals(instance.name()) && !now.equals(name)) {
                throw new FleetException(
                    ErrorCode.CONFLICT, instance.name() + " is called " + now + " by now");
              }
              store.rename(instance.id(), name);
              return look.at(instance.id()).orElseThrow();
            });
    registry.refresh();
    return renamed;
  }

  @Override
  public boolean collect(Leftover leftover) {
    return change(() -> remains.collect(leftover));
  }

  @Override
  public Optional<byte[]> connectionFile(Instance instance) {
    return StoredFiles.read(store.folder(instance.id()).resolve(KernelCommand.CONNECTION_FILE));
  }

  /** As one step, before which a test may let the process die. */
  private <T> T change(Supplier<T> change) {
    beforeChange.run();
    return store.change(change);
  }

  /** There is nothing to end. */
  @Override
  public void close() {}
}
