package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The runtime on an {@link InMemoryEngine}. Several may share one, as processes share Docker; none
 * keeps anything of its own.
 */
public final class InMemoryRuntime implements KernelRuntime, LogSource, UsageSource, SignalSender {
  private final InMemoryEngine engine;
  private final EngineState state;
  private final Set<Ability> abilities;

  private final Lifetime life;

  /** Can do everything. */
  public InMemoryRuntime(InMemoryEngine engine) {
    this(engine, EnumSet.allOf(Ability.class));
  }

  /** Can do only this. */
  public InMemoryRuntime(InMemoryEngine engine, Set<Ability> abilities) {
    this(engine, abilities, Lifetime.endless());
  }

  private InMemoryRuntime(InMemoryEngine engine, Set<Ability> abilities, Lifetime life) {
    this.engine = engine;
    this.state = engine.state();
    this.abilities = Set.copyOf(abilities);
    this.life = life;
  }

  /**
   * The same for a process that dies after so many changes: from then on it throws {@link Died}.
   */
  public InMemoryRuntime dyingAfter(int changes) {
    return new InMemoryRuntime(engine, abilities, Lifetime.of(changes));
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities("memory", "a fake engine for tests", abilities);
  }

  @Override
  public ObservedFleet observe(Observation wanted) {
    synchronized (engine) {
      life.live();
      state.begin(Operation.OBSERVE, wanted.project().value());
      List<Instance> instances = new ArrayList<>();
      List<String> unseen = new ArrayList<>();
      for (FakeContainer container : state.containers.values()) {
        if (!container.isOf(wanted.project())) {
          continue;
        }
        if (state.hidden.contains(container.name)) {
          unseen.add("container " + container.name);
        } else {
          instances.add(container.instance());
        }
      }
      Map<ImageReference, String> images = new HashMap<>();
      wanted.images().forEach(i -> state.stock.idOf(i).ifPresent(id -> images.put(i, id)));
      return new ObservedFleet(
          wanted.project(),
          instances,
          images,
          state.networks.visible(wanted.project(), wanted.networks()),
          state.volumes.visible(wanted.project(), wanted.volumes()),
          unseen,
          wanted.instancesOnly() ? List.of() : new FakeDebris(state).of(wanted));
    }
  }

  @Override
  public Optional<Instance> inspect(Instance instance) {
    synchronized (engine) {
      life.live();
      state.begin(Operation.INSPECT, instance.name());
      return state.find(instance).map(FakeContainer::instance);
    }
  }

  @Override
  public void ensure(ProjectName project, Resource resource, FleetListener progress) {
    String what = resource.kind() + " " + resource.name();
    boolean pulled = false;
    synchronized (engine) {
      life.change();
      state.begin(Operation.ENSURE, what);
      if (resource instanceof Resource.Image image) {
        pulled = state.stock.ensure(image.reference(), image.policy());
      } else if (resource instanceof Resource.Network network) {
        Abilities.require(abilities, Ability.NETWORKS, what);
        state.networks.ensure(made(project), network.name(), network.spec().external(), what);
      } else {
        Resource.Volume volume = (Resource.Volume) resource;
        Abilities.require(abilities, Ability.VOLUMES, what);
        state.volumes.ensure(made(project), volume.name(), volume.spec().external(), what);
      }
    }
    if (pulled) {
      progress.on(FleetEvent.Kind.IMAGE, resource.name(), "pulled");
    }
  }

  private Commons.Made made(ProjectName project) {
    return new Commons.Made(project, state.nextHandle(), state.clock.instant(), life);
  }

  @Override
  public boolean discard(ProjectName project, Resource resource) {
    synchronized (engine) {
      life.change();
      state.begin(Operation.DISCARD, resource.kind() + " " + resource.name());
      if (resource instanceof Resource.Network network && !network.spec().external()) {
        return discard(
            state.networks,
            network.name(),
            state.containers.values().stream()
                .anyMatch(c -> c.make.networks().contains(network.name())));
      }
      if (resource instanceof Resource.Volume volume && !volume.spec().external()) {
        return discard(
            state.volumes,
            volume.name(),
            state.containers.values().stream()
                .anyMatch(c -> c.make.volumes().contains(volume.name())));
      }
      return false;
    }
  }

  private static boolean discard(Commons commons, String name, boolean used) {
    boolean removable = commons.isOurs(name) && !used;
    if (removable) {
      commons.remove(name);
    }
    return removable;
  }

  /** In steps, as engines do it: others may see, and end, what is made and not yet started. */
  @Override
  public Instance start(StartRequest request) {
    FakeStart start = new FakeStart(state, abilities, request, life);
    synchronized (engine) {
      life.live();
      state.begin(Operation.START, request.name());
      start.check();
    }
    Optional<FakeLease> lease =
        request.service().isKernel() ? Optional.of(step(start::lease)) : Optional.empty();
    try {
      FakeContainer container = step(() -> start.create(lease));
      LockSupport.parkNanos(1);
      return step(
          () -> {
            start.run(container);
            return container.instance();
          });
    } catch (FleetException e) {
      step(
          () -> {
            state.release(request.id());
            return e;
          });
      throw e;
    }
  }

  private <T> T step(Supplier<T> change) {
    synchronized (engine) {
      life.change();
      return change.get();
    }
  }

  @Override
  public void stop(Instance instance, Optional<Duration> grace) {
    synchronized (engine) {
      life.change();
      state.begin(Operation.STOP, instance.name());
      boolean kills = grace.filter(Duration::isZero).isPresent();
      state.find(instance).ifPresent(c -> state.end(c, kills ? 137 : 143, false));
    }
  }

  @Override
  public void remove(Instance instance) {
    step(
        () -> {
          state.begin(Operation.REMOVE, instance.name());
          state.find(instance).ifPresent(container -> remove(container, instance));
          return instance;
        });
    step(
        () -> {
          state.release(instance.id());
          return instance;
        });
  }

  private void remove(FakeContainer container, Instance seen) {
    if (container.isRunning() && !seen.isRunning()) {
      throw new FleetException(
          ErrorCode.CONFLICT, container.name + " runs by now: look again before you remove it");
    }
    state.remove(container);
  }

  @Override
  public Instance rename(Instance instance, String name) {
    if (!instance.name().startsWith(name + ".")) {
      throw new IllegalArgumentException(instance.name() + " can't become " + name);
    }
    return step(
        () -> {
          state.begin(Operation.RENAME, instance.name());
          FakeContainer container =
              state
                  .find(instance)
                  .orElseThrow(
                      () ->
                          new FleetException(
                              ErrorCode.CONFLICT,
                              instance.name() + " is gone: look again at its slot"));
          if (!container.name.equals(name)) {
            state.rename(container, name);
          }
          return container.instance();
        });
  }

  @Override
  public boolean collect(Leftover leftover) {
    return step(
        () -> {
          state.begin(Operation.COLLECT, leftover.name());
          return new FakeDebris(state).collect(leftover);
        });
  }

  @Override
  public Optional<byte[]> connectionFile(Instance instance) {
    synchronized (engine) {
      life.live();
      state.begin(Operation.CONNECTION_FILE, instance.name());
      return state.find(instance).flatMap(FakeContainer::connectionFile);
    }
  }

  @Override
  public void logs(Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    new FakeLog(engine, instance).read(tail, follow, consumer);
  }

  @Override
  public Map<InstanceId, Usage> usage(List<Instance> instances) {
    synchronized (engine) {
      Map<InstanceId, Usage> usages = new HashMap<>();
      for (Instance instance : instances) {
        state
            .find(instance)
            .filter(FakeContainer::isRunning)
            .flatMap(c -> c.usage)
            .ifPresent(usage -> usages.put(instance.id(), usage));
      }
      return usages;
    }
  }

  /** SIGINT interrupts a kernel, SIGTERM and SIGKILL end it, others do nothing. */
  @Override
  public void signal(Instance instance, String signal) {
    synchronized (engine) {
      life.change();
      state.begin(Operation.SIGNAL, instance.name());
      FakeContainer container =
          state
              .find(instance)
              .filter(FakeContainer::isRunning)
              .orElseThrow(() -> Abilities.notRunning(instance));
      switch (signal) {
        case "SIGINT" -> container.interrupt();
        case "SIGTERM" -> state.end(container, 143, false);
        case "SIGKILL" -> state.end(container, 137, false);
        default -> {}
      }
    }
  }

  /** The runtime has nothing to end. */
  @Override
  public void close() {}
}
