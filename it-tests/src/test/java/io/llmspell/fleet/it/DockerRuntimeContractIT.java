package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.docker.DockerRuntime;
import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.docker.engine.TimeLimits;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.KernelSpec.Connection;
import io.llmspell.fleet.model.KernelSpec.Interrupt;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.ImageBuilder;
import io.llmspell.fleet.runtime.KernelRuntime;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.ProcessSource;
import io.llmspell.fleet.runtime.SignalSender;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.testkit.ContractServices;
import io.llmspell.fleet.testkit.KernelRuntimeContract;
import io.llmspell.fleet.testkit.Outsider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
            new DyingHttpClient.Life(changes)::around),
        Optional.empty());
  }

  @Override
  public int contenders() {
    return Integer.getInteger("fleet.contenders", 20);
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
    return Set.of(
        LogSource.class,
        UsageSource.class,
        MetricsSource.class,
        ProcessSource.class,
        ExecSource.class,
        EventSource.class,
        ImageBuilder.class,
        SignalSender.class);
  }

  /** What engines say of a taken port, each says in its own words. */
  @Test
  void aBlockWithAPortThatAStrangerHasIsSkipped() throws IOException {
    PortBlock first = ports().blocks().findFirst().orElseThrow();
    try (ServerSocket stranger = listen(first.control())) {
      Instance started = runtime().start(published(kernelService(), Publish.ALWAYS));
      assertThat(started.isRunning()).as("beside %s", stranger).isTrue();
      assertThat(started.spec().kernel().orElseThrow().ports()).isNotEqualTo(first);
      assertThat(started.host()).contains("127.0.0.1");
    }
  }

  @Test
  void aTakenPortThatTheServiceHasToPublishIsNamed() throws IOException {
    int port = ports().last();
    ServiceSpec publisher = ContractServices.publishing(kernelService(), port);
    try (ServerSocket stranger = listen(port)) {
      assertThatThrownBy(() -> runtime().start(published(publisher, Publish.NEVER)))
          .as("beside %s", stranger)
          .isInstanceOf(FleetException.class)
          .hasFieldOrPropertyWithValue("code", ErrorCode.CONFLICT)
          .hasMessageContaining("port " + port);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  private StartRequest published(ServiceSpec service, Publish publish) {
    StartRequest request = request(service);
    return new StartRequest(
        request.fleet(),
        request.service(),
        request.id(),
        request.name(),
        request.slot(),
        request.attempt(),
        request.preferredPorts(),
        request.passedOn(),
        request.connectionFile(),
        publish);
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
        Deployment.DEFAULT);
  }
}
