package io.llmspell.fleet.testkit;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.SelfSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.testkit.InMemoryEngine.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the in-memory runtime can do beside keeping instances. */
final class FakeAbilities
    implements LogSource, UsageSource, MetricsSource, SignalSender, ClaimKeeper, SelfSource {
  private final InMemoryEngine engine;
  private final EngineState state;
  private final Lifetime life;

  FakeAbilities(InMemoryEngine engine, Lifetime life) {
    this.engine = engine;
    this.state = engine.state();
    this.life = life;
  }

  @Override
  public Optional<String> self() {
    return engine.users();
  }

  @Override
  public void logs(Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    synchronized (engine) {
      state.begin(Operation.LOGS, instance.name());
    }
    new FakeLog(engine, instance).read(tail, follow, consumer);
  }

  @Override
  public Map<InstanceId, Usage> usage(List<Instance> instances) {
    synchronized (engine) {
      return new FakeLook(state).usage(instances);
    }
  }

  @Override
  public Map<InstanceId, Metrics> metrics(List<Instance> instances) {
    synchronized (engine) {
      return new FakeLook(state).metrics(instances);
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
              .orElseThrow(
                  () ->
                      new FleetException(
                          ErrorCode.CONFLICT,
                          instance.name() + " does not run: start its service again"));
      switch (signal) {
        case "SIGINT" -> container.interrupt();
        case "SIGTERM" -> state.end(container, 143, false);
        case "SIGKILL" -> state.end(container, 137, false);
        default -> {}
      }
    }
  }

  @Override
  public boolean claim(Claim claim) {
    return change(
        () ->
            state
                .claims
                .computeIfAbsent(
                    FakeClaim.name(claim),
                    free -> new FakeClaim(claim, state.nextHandle(), state.clock.instant(), life))
                .claim()
                .holder()
                .equals(claim.holder()));
  }

  @Override
  public List<Claim> claims(ProjectName project) {
    synchronized (engine) {
      life.live();
      return state.claims.values().stream()
          .map(FakeClaim::claim)
          .filter(claim -> claim.project().equals(project))
          .toList();
    }
  }

  @Override
  public void release(Claim claim) {
    change(() -> state.claims.values().removeIf(made -> made.claim().equals(claim)));
  }

  private <T> T change(Supplier<T> change) {
    synchronized (engine) {
      life.change();
      return change.get();
    }
  }
}
