package io.llmspell.fleet.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.KernelSignals;
import io.llmspell.fleet.process.run.KernelSignals.Target;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.runtime.StartRequest;
import io.llmspell.fleet.testkit.Eventually;
import io.llmspell.fleet.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only processes meet: supervisors that are killed, restarts of the machine, debris. */
class KernelsOutliveTheirMakersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Programs SLEEPER =
      Programs.of(
          Map.of(
              "sleeper",
              Program.of("program:sleeper", List.of("sh", "-c", "exec sleep 600", "kernel"))));

  @TempDir private Path home;

  @AfterEach
  void nothingIsLeft() {
    ProcessRuntime runtime = runtime();
    look().all().forEach(runtime::remove);
  }

  @Test
  void aKernelWhoseSupervisorWasKilledIsStillSeenAndCanBeStopped() {
    Instance kernel = start(1);
    String supervisor = look().supervisor(kernel.id()).orElseThrow();
    assertThat(KernelSignals.send(supervisor, "SIGKILL", Target.PROCESS)).isTrue();
    Eventually.see(
        PATIENCE, () -> Processes.HERE.stateOf(supervisor), state -> state == MakerState.DEAD);
    assertThat(runtime().inspect(kernel)).contains(kernel);
    runtime().stop(kernel, Optional.of(Duration.ofSeconds(5)));
    Instance gone = runtime().inspect(kernel).orElseThrow();
    assertThat(gone.phase()).isEqualTo(Phase.GONE);
    assertThat(gone.exit().orElseThrow().cause())
        .isEqualTo("its supervisor ended before it could see how (exit code 255)");
  }

  /** Its id and its start time, counted from the boot, are a stranger's by now. */
  @Test
  void aKernelOfAnEarlierBootHasEndedAndNoStrangerIsTakenForIt() throws IOException {
    Instance kernel = start(1);
    String supervisor = look().supervisor(kernel.id()).orElseThrow();
    String program = look().kernel(kernel.id()).orElseThrow();
    Files.writeString(
        folder(kernel).resolve(InstanceLook.SUPERVISOR),
        supervisor.replaceFirst("^[^/]+", "an-earlier-boot") + "\n");
    assertThat(runtime().inspect(kernel).orElseThrow().phase()).isEqualTo(Phase.GONE);
    runtime().stop(kernel, Optional.of(Duration.ZERO));
    runtime().remove(kernel);
    assertThat(Processes.HERE.stateOf(program)).isEqualTo(MakerState.ALIVE);
    assertThat(KernelSignals.send(program, "SIGKILL", Target.GROUP)).isTrue();
  }

  /** As of a container that is no more, whose home was kept. */
  @Test
  void aKernelOfAnotherProcessNamespaceIsKnownToHaveEndedOnceItHas() throws IOException {
    Instance kernel = start(1);
    String supervisor = look().supervisor(kernel.id()).orElseThrow();
    String program = look().kernel(kernel.id()).orElseThrow();
    Files.writeString(
        folder(kernel).resolve(InstanceLook.SUPERVISOR),
        supervisor.replaceFirst("/pid:[^/]+/", "/pid:[1]/") + "\n");
    assertThat(runtime().inspect(kernel).orElseThrow().isRunning()).isTrue();
    assertThatThrownBy(() -> runtime().stop(kernel, Optional.of(Duration.ZERO)))
        .hasMessageContaining("another container or process namespace")
        .hasMessageContaining("end it there");

    KernelSignals.send(supervisor, "SIGKILL", Target.PROCESS);
    KernelSignals.send(program, "SIGKILL", Target.GROUP);
    Eventually.see(
        PATIENCE,
        () -> runtime().inspect(kernel).orElseThrow().phase(),
        phase -> phase == Phase.GONE);
    runtime().stop(kernel, Optional.of(Duration.ZERO));
  }

  @Test
  void aRegistryThatCantBeWrittenIsNoKernelsEnd() throws IOException {
    Files.createDirectories(home.resolve("registry.json/in the way"));
    Instance kernel = start(1);
    assertThat(kernel.isRunning()).isTrue();
    runtime().stop(kernel, Optional.of(Duration.ZERO));
    assertThat(runtime().inspect(kernel).orElseThrow().phase()).isEqualTo(Phase.GONE);
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("logs", "processes", "registry.json");
    }
  }

  @Test
  void whatOthersPutAmongTheInstancesIsLeftAlone() throws IOException {
    Path foreign = Files.createDirectories(home.resolve("processes/instances/lost+found"));
    start(1);
    assertThat(foreign).isEmptyDirectory();
  }

  @Test
  void aKernelsLogGoesWithIt() {
    Instance kernel = start(1);
    Path log = home.resolve("logs").resolve(kernel.id() + ".log");
    assertThat(log).exists();
    runtime().remove(kernel);
    assertThat(log).doesNotExist();
  }

  @Test
  void aFolderThatACrashHasLeftWithoutANameGoesWithTheNextStart() throws IOException {
    Path debris = home.resolve("processes/instances/kernel-0000dead");
    Files.createDirectories(debris);
    Files.writeString(debris.resolve("record.json"), "{}");
    Path log = home.resolve("logs/kernel-0000dead.log");
    Files.createDirectories(log.getParent());
    Files.writeString(log, "of a crash");
    start(1);
    assertThat(debris).doesNotExist();
    assertThat(log).doesNotExist();
  }

  @Test
  void theRegistryShowsWhatThereIsAndIsOnlyAView() throws IOException {
    Path registry = home.resolve("registry.json");
    Instance kernel = start(1);
    assertThat(registry).content().contains(kernel.id().value(), "\"status\" : \"running\"");
    Files.writeString(registry, "nonsense");
    assertThat(runtime().inspect(kernel)).contains(kernel);
    runtime().stop(kernel, Optional.of(Duration.ZERO));
    assertThat(registry).content().contains("\"status\" : \"dead\"");
  }

  @Test
  void nobodyElseMayReadWhatAKernelHas() throws IOException {
    Instance kernel = start(1);
    assertThat(Files.getPosixFilePermissions(folder(kernel))).hasSize(3);
    assertThat(Files.getPosixFilePermissions(folder(kernel).resolve("connection.json"))).hasSize(2);
    assertThat(Files.getPosixFilePermissions(home.resolve("processes"))).hasSize(3);
    assertThat(Files.getPosixFilePermissions(home.resolve("logs"))).hasSize(3);
  }

  /** Of the caller's variables a kernel gets those that it has to have, and those it is given. */
  @Test
  void theCallersSecretsAreNotHandedOn() throws IOException {
    Instance kernel = start(1);
    String pid = Long.toString(Processes.idOf(look().kernel(kernel.id()).orElseThrow()));
    String variables = Files.readString(Path.of("/proc").resolve(pid).resolve("environ"));
    assertThat(variables).contains("PATH=", "GIVEN=to it").doesNotContain("SECRET");
  }

  private Instance start(int index) {
    ServiceSpec service = Samples.service("lua").image("sleeper").kernel().build();
    DesiredFleet fleet = Samples.fleet(service);
    Slot slot = new Slot(service.name(), index);
    return runtime()
        .start(
            new StartRequest(
                fleet,
                service,
                InstanceId.kernel(new SecureRandom()),
                "demo-" + slot,
                Optional.of(slot),
                1,
                Optional.empty(),
                Map.of("GIVEN", "to it"),
                Optional.of(ports -> new byte[] {'{', '}'}),
                StartRequest.Publish.AUTO));
  }

  private ProcessRuntime runtime() {
    return new ProcessRuntime(
        home,
        SLEEPER,
        Confinement.withoutControlGroups(),
        Map.of("PATH", System.getenv("PATH"), "SECRET", "of the caller"));
  }

  private InstanceLook look() {
    return new InstanceLook(
        new Store(home.resolve("processes")), Confinement.withoutControlGroups(), Processes.HERE);
  }

  private Path folder(Instance kernel) {
    return new Store(home.resolve("processes")).folder(kernel.id());
  }
}
