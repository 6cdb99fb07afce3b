package io.llmspell.fleet.it;

import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.TimeLimits;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.KernelSpec.Interrupt;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.testkit.KernelRuntimeContract;
import io.llmspell.fleet.testkit.Outsider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The contract of every runtime, on a real Docker engine. */
@NeedsEngine
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerRuntimeContractIT extends KernelRuntimeContract {
  private static final ImageReference IMAGE = new ImageReference("debian:bookworm-slim");

  private Optional<KernelRuntime> runtime = Optional.empty();
  private Optional<KernelRuntime> another = Optional.empty();

  @BeforeEach
  void connect() {
    disconnect();
    runtime = Optional.of(dockerRuntime());
    another = Optional.of(dockerRuntime());
  }

  @AfterAll
  void disconnect() {
    runtime.ifPresent(KernelRuntime::close);
    another.ifPresent(KernelRuntime::close);
  }

  @Override
  public KernelRuntime runtime() {
    return runtime.orElseThrow();
  }

  @Override
  public KernelRuntime another() {
    return another.orElseThrow();
  }

  @Override
  public KernelRuntime dyingAfter(int changes) {
    return new DockerRuntime(
        Engine.connect(
            EngineLocator.ofThisProcess().candidates().get(0),
            TimeLimits.USUAL,
            DyingHttpClient.after(changes)),
        Optional.empty());
  }

  @Override
  public int rounds() {
    return Integer.getInteger("fleet.rounds", 100);
  }

  @Override
  public ServiceSpec kernelService() {
    return service("kernel", Optional.of(kernel(Connection.PROVIDED)), "exec sleep infinity");
  }

  @Override
  public ServiceSpec silentService() {
    return service("silent", Optional.of(kernel(Connection.WRITTEN)), "exec sleep infinity");
  }

  @Override
  public ServiceSpec plainService() {
    return service("plain", Optional.empty(), "exec sleep infinity");
  }

  @Override
  public ServiceSpec exitingService() {
    return service("exiting", Optional.empty(), "echo one; echo two; echo three; exit 3");
  }

  @Override
  public ImageReference missingImage() {
    return new ImageReference("fleet-it/nowhere:latest");
  }

  @Override
  public Outsider outsider() {
    return new DockerOutsider(IMAGE.value());
  }

  @Override
  public Set<Class<?>> offers() {
    return Set.of(LogSource.class, UsageSource.class, SignalSender.class);
  }

  private static KernelRuntime dockerRuntime() {
    return new DockerRuntime(Engine.connect(EngineLocator.ofThisProcess()), Optional.empty());
  }

  private static KernelSpec kernel(Connection connection) {
    return new KernelSpec(
        "lua", Optional.empty(), connection, Interrupt.SIGNAL, KernelSpec.DEFAULT_STARTUP_TIMEOUT);
  }

  private static ServiceSpec service(String name, Optional<KernelSpec> kernel, String script) {
    ProcessSpec process =
        new ProcessSpec(
            Optional.empty(),
            Optional.of(List.of("sh", "-c", script)),
            java.util.Map.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            // sleep, as process 1, would not hear SIGTERM.
            Optional.empty(),
            Optional.of("SIGKILL"),
            Duration.ofSeconds(1));
    return new ServiceSpec(
        new ServiceName(name),
        IMAGE,
        PullPolicy.NEVER,
        1,
        Optional.empty(),
        List.of(),
        kernel,
        ContainerSpec.PLAIN.withProcess(process),
        ServiceSpec.UpdateOrder.STOP_FIRST);
  }
}
