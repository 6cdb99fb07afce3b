package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.label.Maker;
import io.llmspell.fleet.machine.LoopbackPorts;
import io.llmspell.fleet.machine.ProcessFiles;
import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProcessSpec;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.Supervisor;
import io.llmspell.fleet.process.store.InstanceRecord;
import io.llmspell.fleet.process.store.Lease;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.process.store.StoredFiles;
import io.llmspell.fleet.runtime.StartRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One start, in three steps that others may see in between: the lease of the ports, the record
 * under its name, the process. Each is made under the store's lock.
 */
final class ProcessStart {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

  private final Store store;
  private final InstanceLook look;
  private final Confinement confinement;
  private final KernelCommand command;
  private final StartRequest request;
  private final ServiceSpec service;
  private final KernelSpec kernel;
  private final Program program;
  private final Maker maker = Maker.ofThisProcess();

  ProcessStart(
      Store store,
      InstanceLook look,
      Confinement confinement,
      KernelCommand command,
      Program program,
      StartRequest request) {
    this.store = store;
    this.look = look;
    this.confinement = confinement;
    this.command = command;
    this.program = program;
    this.request = request;
    this.service = request.service();
    this.kernel = service.kernel().orElseThrow();
  }

  /** First step: takes the ports. */
  Lease lease() {
    List<PortBlock> leased = store.leases().stream().map(Lease::ports).toList();
    PortBlock ports =
        Stream.concat(request.preferredPorts().stream(), request.fleet().ports().blocks())
            .filter(block -> leased.stream().noneMatch(block::overlaps))
            .filter(block -> block.ports().allMatch(LoopbackPorts::isFree))
            .findFirst()
            .orElseThrow(request::portsExhausted);
    Lease lease =
        new Lease(
            ports,
            request.id().value(),
            request.fleet().project().value(),
            UUID.randomUUID().toString(),
            Instant.now(),
            maker.process());
    store.put(lease);
    return lease;
  }

  /** Second step: takes the name; the ports anew, if somebody took the lease for a leftover. */
  Lease create(Lease taken) {
    if (store.isTaken(request.name())) {
      throw new FleetException(
          ErrorCode.CONFLICT,
          "the name " + request.name() + " is taken: stop what has it, or give another name");
    }
    Lease lease = store.leases().contains(taken) ? taken : lease();
    Path folder = store.makeFolder(request.id());
    request
        .connectionFile()
        .ifPresent(
            content ->
                StoredFiles.write(
                    folder.resolve(KernelCommand.CONNECTION_FILE), content.apply(lease.ports())));
    kernel.config().ifPresent(config -> copy(config, folder));
    store.add(request.id(), request.name(), record(lease.ports()));
    return lease;
  }

  /**
   * Third step: a supervisor that waits for its word. It is known before it does anything.
   *
   * @throws FleetException with {@code CONFLICT} if somebody has removed the instance meanwhile
   */
  Supervisor supervise(Lease lease) {
    if (store.record(request.id()).isEmpty()) {
      throw removed();
    }
    Confinement.Preparation preparation =
        confinement.prepare(request.id(), service.container().limits().effective());
    Supervisor supervisor =
        Supervisor.waiting(command.task(request, program, lease.ports(), preparation));
    try {
      String name =
          Processes.HERE.of(supervisor.pid()).orElseThrow(() -> failed("it ended at once"));
      StoredFiles.write(
          store.folder(request.id()).resolve(InstanceLook.SUPERVISOR),
          (name + "\n").getBytes(StandardCharsets.UTF_8));
      return supervisor;
    } catch (FleetException e) {
      supervisor.hangUp();
      throw e;
    }
  }

  /** Gives the word, and waits until the kernel's process is there. */
  Instance go(Supervisor supervisor) {
    if (!supervisor.go()) {
      throw removed();
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (look.kernel(request.id()).isEmpty()) {
      boolean waits =
          look.supervisor(request.id()).filter(s -> !look.hasEnded(request.id(), s)).isPresent();
      if (!waits && look.kernel(request.id()).isEmpty()) {
        throw store.record(request.id()).isEmpty() ? removed() : failed("its supervisor ended");
      }
      if (System.nanoTime() - deadline > 0) {
        throw failed("its process did not come up in " + PATIENCE.toSeconds() + " s");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    while (look.kernel(request.id()).filter(this::isAboutToRun).isPresent()
        && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return look.at(request.id()).orElseThrow(this::removed);
  }

  /** Its process is there and its program is not: for some moments it has no words at all. */
  private boolean isAboutToRun(String kernel) {
    return ProcessFiles.of(Processes.idOf(kernel))
            .command()
            .filter(Supervisor::isAboutToBeKernel)
            .isPresent()
        && !look.hasEnded(request.id(), kernel);
  }

  private InstanceRecord record(PortBlock ports) {
    ProcessSpec process = service.container().process();
    return new InstanceRecord(
        Labels.of(request, SpecHash.of(service, program.id()), Optional.of(ports), maker),
        program.id(),
        Instant.now(),
        process.stopSignal().orElse("SIGTERM"),
        process.stopGracePeriod(),
        program.outOfMemoryExit());
  }

  /** What is changed in it later is for a later kernel. */
  private static void copy(KernelConfig config, Path folder) {
    try {
      StoredFiles.write(
          folder.resolve(KernelCommand.CONFIG_FILE), Files.readAllBytes(config.file()));
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.NOT_FOUND,
          "the config " + config.file() + " can't be read: " + e + "; check x-kernel.config",
          e);
    }
  }

  private FleetException removed() {
    return new FleetException(
        ErrorCode.CONFLICT,
        request.name() + " was removed by somebody before it could start: try again");
  }

  private FleetException failed(String why) {
    return new FleetException(
        ErrorCode.ENGINE_ERROR,
        request.name() + " could not be started: " + why + "; see " + command.log(request.id()));
  }
}
