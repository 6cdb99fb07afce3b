package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.model.Claim;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.KernelSignals;
import io.llmspell.fleet.process.store.Claims;
import io.llmspell.fleet.process.store.StoredClaim;
import io.llmspell.fleet.runtime.ClaimKeeper;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.ProcessSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.UsageSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What can be done with kernels' processes beside making and ending them. */
final class ProcessAbilities
    implements LogSource,
        UsageSource,
        MetricsSource,
        ProcessSource,
        ExecSource,
        EventSource,
        SignalSender,
        ClaimKeeper {

  /** Makes a change under the store's lock. */
  interface Changes {
    <T> T make(Supplier<T> change);
  }

  private final InstanceLook look;
  private final ProcessUsage usage;
  private final ProcessExec exec;
  private final ProcessEvents events;
  private final Claims claims;
  private final KernelCommand command;
  private final Changes changes;

  ProcessAbilities(
      InstanceLook look,
      Confinement confinement,
      Claims claims,
      KernelCommand command,
      Changes changes) {
    this.look = look;
    this.usage = new ProcessUsage(look);
    this.exec = new ProcessExec(look, confinement);
    this.events = new ProcessEvents(look);
    this.claims = claims;
    this.command = command;
    this.changes = changes;
  }

  @Override
  public boolean claim(Claim claim) {
    StoredClaim wanted =
        new StoredClaim(
            claim, UUID.randomUUID().toString(), Instant.now(), Maker.ofThisProcess().process());
    return changes.make(() -> claims.put(wanted)).claim().holder().equals(claim.holder());
  }

  @Override
  public List<Claim> claims(ProjectName project) {
    return claims.all().stream()
        .map(StoredClaim::claim)
        .filter(claim -> claim.project().equals(project))
        .toList();
  }

  @Override
  public void release(Claim claim) {
    changes.make(
        () -> {
          claims.all().stream()
              .filter(stored -> stored.claim().equals(claim))
              .forEach(claims::remove);
          return claim;
        });
  }

  /** Both of a kernel's streams go into one file, so none of its lines is known as an error. */
  @Override
  public void logs(Instance instance, OptionalInt tail, boolean follow, Consumer<Line> consumer) {
    BooleanSupplier grows =
        () -> follow && look.at(instance.id()).filter(Instance::isRunning).isPresent();
    new LogFile(command.log(instance.id())).read(tail, grows, consumer);
  }

  @Override
  public Map<InstanceId, Usage> usage(List<Instance> instances) {
    return usage.usage(instances);
  }

  @Override
  public Map<InstanceId, Metrics> metrics(List<Instance> instances) {
    return usage.metrics(instances);
  }

  @Override
  public List<RunningProcess> processes(Instance instance) {
    return usage.processes(instance);
  }

  @Override
  public int exec(Instance instance, ExecSource.Program program, Streams streams) {
    return exec.run(instance, program, streams);
  }

  @Override
  public void events(
      ProjectName project,
      Optional<Instant> since,
      Optional<Instant> until,
      Consumer<InstanceEvent> consumer) {
    events.read(project, since, until, consumer);
  }

  @Override
  public void signal(Instance instance, String signal) {
    boolean sent =
        look.at(instance.id()).filter(Instance::isRunning).isPresent()
            && look.kernel(instance.id())
                .filter(kernel -> KernelSignals.send(kernel, signal, KernelSignals.Target.PROCESS))
                .isPresent();
    if (!sent) {
      throw new FleetException(
          ErrorCode.CONFLICT, instance.name() + " does not run: start its service again");
    }
  }
}
