package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.UsageSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the contract on the fake engine, with whatever abilities. */
abstract class InMemoryFixture extends KernelRuntimeContract {
  private final InMemoryEngine engine = new InMemoryEngine();
  private final InMemoryRuntime runtime;
  private final KernelRuntime another;

  InMemoryFixture(Set<Ability> abilities) {
    runtime = new InMemoryRuntime(engine, abilities);
    another = new InMemoryRuntime(engine, abilities);
    engine.load(Samples.IMAGE);
    engine.behave(Behaviour.SILENT);
    engine.behave(exitingService().name(), Behaviour.dies(3).printing("one", "two", "three"));
  }

  @Override
  public final KernelRuntime runtime() {
    return runtime;
  }

  @Override
  public final KernelRuntime another() {
    return another;
  }

  @Override
  public final KernelRuntime dyingAfter(int changes) {
    return runtime.dyingAfter(changes);
  }

  @Override
  public final ServiceSpec kernelService() {
    return Samples.service("kernel").kernel().config("openai", "digest").build();
  }

  @Override
  public final ServiceSpec silentService() {
    return Samples.service("silent").kernel(KernelSpec.Connection.WRITTEN).build();
  }

  @Override
  public final ServiceSpec plainService() {
    return Samples.service("plain").build();
  }

  @Override
  public final ImageReference missingImage() {
    return new ImageReference("nowhere:latest");
  }

  @Override
  public final Set<Class<?>> offers() {
    return Set.of(LogSource.class, UsageSource.class, MetricsSource.class, SignalSender.class);
  }

  @Override
  public final int rounds() {
    return 200;
  }

  @Override
  public final Outsider outsider() {
    return new Neighbour(engine);
  }

  private static final class Neighbour implements Outsider {
    private final InMemoryEngine engine;
    private final List<Runnable> undo = new ArrayList<>();

    Neighbour(InMemoryEngine engine) {
      this.engine = engine;
    }

    @Override
    public void runContainer(String name) {
      engine.addForeign(name, Set.of());
      undo.add(() -> engine.removeForeign(name));
    }

    @Override
    public String stateOf(String container) {
      return engine.state(container).orElse("gone");
    }

    @Override
    public void makeNetwork(String name) {
      engine.addForeignNetwork(name);
      undo.add(() -> engine.removeForeignNetwork(name));
    }

    @Override
    public int networksNamed(String name) {
      return engine.hasNetwork(name) ? 1 : 0;
    }

    @Override
    public void makeVolume(String name) {
      engine.addForeignVolume(name);
      undo.add(() -> engine.removeForeignVolume(name));
    }

    @Override
    public void close() {
      undo.forEach(Runnable::run);
    }
  }
}
