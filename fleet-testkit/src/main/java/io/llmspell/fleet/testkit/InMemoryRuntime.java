package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The runtime on an {@link InMemoryEngine}. Several may share one, as processes share Docker; none
 * keeps anything of its own.
 */
public final class InMemoryRuntime implements KernelRuntime {
  private final InMemoryEngine engine;
  private final EngineState state;
  private final Capabilities capabilities;

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
    this.capabilities = new Capabilities("memory", "a fake engine for tests", abilities);
    this.life = life;
  }

  /**
   * The same for a process that dies after so many changes: from then on it throws {@link Died}.
   */
  public InMemoryRuntime dyingAfter(int changes) {
    return new InMemoryRuntime(engine, capabilities.abilities(), Lifetime.of(changes));
  }

  /** The process that has this runtime dies: from now on it throws {@link Died}. */
  public void die() {
    synchronized (engine) {
      life.end();
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public <T> Optional<T> offer(Class<T> ability) {
    FakeAbilities abilities = new FakeAbilities(engine, life);
    return ability.isInstance(abilities) ? Optional.of(ability.cast(abilities)) : Optional.empty();
  }

  @Override
  public ObservedFleet observe(Observation wanted) {
    synchronized (engine) {
      life.live();
      state.begin(Operation.OBSERVE, wanted.project().value());
      return new FakeLook(state).of(wanted);
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
    boolean pulled =
        step(
            () -> {
              state.begin(Operation.ENSURE, resource.kind() + " " + resource.name());
              return new FakeResources(state, capabilities, life).ensure(project, resource);
            });
    if (pulled) {
      progress.on(FleetEvent.Kind.IMAGE, resource.name(), "pulled");
    }
  }

  @Override
  public boolean discard(ProjectName project, Resource resource) {
    return step(
        () -> {
          state.begin(Operation.DISCARD, resource.kind() + " " + resource.name());
          return new FakeResources(state, capabilities, life).discard(resource);
        });
  }

  /** In steps, as engines do it: others may see, and end, what is made and not yet started. */
  @Override
  public Instance start(StartRequest request) {
    FakeStart start = new FakeStart(state, capabilities, request, life);
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
    if (!instance.mayBecome(name)) {
      throw new IllegalArgumentException(instance.name() + " can't become " + name);
    }
    return step(
        () -> {
          state.begin(Operation.RENAME, instance.name());
          return state.rename(instance, name).instance();
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

  /** The runtime has nothing to end. */
  @Override
  public void close() {}
}
