package io.llmspell.fleet.process;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.label.Labels;
import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.process.confine.Confinement;
import io.llmspell.fleet.process.run.Supervisor;
import io.llmspell.fleet.process.store.InstanceRecord;
import io.llmspell.fleet.process.store.Store;
import io.llmspell.fleet.process.store.StoredFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the files and {@code /proc} say of instances. Changes nothing. */
final class InstanceLook {
  /** Holds what the supervisor is called, see {@link Processes}. */
  static final String SUPERVISOR = "supervisor";

  static final String LOOPBACK = "127.0.0.1";

  /** The end of a kernel whose supervisor was killed, too, so that nobody knows it. */
  private static final int UNKNOWN_EXIT = 255;

  private final Store store;
  private final Confinement confinement;
  private final Processes processes;

  InstanceLook(Store store, Confinement confinement, Processes processes) {
    this.store = store;
    this.confinement = confinement;
    this.processes = processes;
  }

  List<Instance> instances(ProjectName project) {
    return all().stream().filter(i -> i.spec().project().equals(project)).toList();
  }

  /** Of all projects. */
  List<Instance> all() {
    return store.names().entrySet().stream()
        .flatMap(entry -> read(entry.getKey(), entry.getValue()).stream())
        .toList();
  }

  Optional<Instance> at(InstanceId id) {
    return Optional.ofNullable(store.names().get(id)).flatMap(name -> read(id, name));
  }

  /** Empty if it was removed in this moment. */
  private Optional<Instance> read(InstanceId id, String name) {
    return store.record(id).map(record -> read(id, name, record));
  }

  private Instance read(InstanceId id, String name, InstanceRecord record) {
    Path folder = store.folder(id);
    Optional<Instance.Exit> exit = exit(id, record);
    boolean started = kernel(id).isPresent();
    Phase phase = exit.isPresent() ? Phase.GONE : started ? Phase.STARTING : Phase.CREATING;
    return new Instance(
        id,
        name,
        id.value(),
        Labels.slot(record.labels(), name),
        Labels.provenance(record.labels(), record.imageId()),
        phase,
        Health.UNKNOWN,
        phase == Phase.STARTING ? Optional.of(LOOPBACK) : Optional.empty(),
        record.createdAt(),
        started ? writtenAt(folder.resolve(Supervisor.KERNEL)) : Optional.empty(),
        exit,
        started
            ? MakerState.UNKNOWN
            : processes.stateOf(record.labels().getOrDefault(Labels.MAKER, "")));
  }

  /**
   * What the kernel's process is called, from before its first instruction on, and when it is no
   * more; empty as long as nothing runs. It is of the boot and namespace of its supervisor.
   */
  Optional<String> kernel(InstanceId id) {
    return supervisor(id)
        .flatMap(
            supervisor ->
                line(store.folder(id).resolve(Supervisor.KERNEL))
                    .map(stat -> Processes.calledBeside(supervisor, stat)));
  }

  /** What the supervisor is called; empty before it waits. */
  Optional<String> supervisor(InstanceId id) {
    return line(store.folder(id).resolve(SUPERVISOR));
  }

  /** The process id of a kernel that lives. */
  Optional<Long> living(Instance instance) {
    return kernel(instance.id())
        .filter(kernel -> !hasEnded(instance.id(), kernel))
        .map(Processes::idOf);
  }

  /**
   * The same, of one that has to.
   *
   * @throws FleetException with {@code CONFLICT} if it does not, with {@code NOT_FOUND} if there is
   *     no such instance any more
   */
  long requireLiving(Instance instance) {
    return living(instance)
        .orElseThrow(
            () ->
                new FleetException(
                    at(instance.id()).isPresent() ? ErrorCode.CONFLICT : ErrorCode.NOT_FOUND,
                    instance.name() + " does not run: start its service again"));
  }

  /** Whether an instance's process is no more; where it can't be told, it is not. */
  boolean hasEnded(InstanceId id, String process) {
    return processes.isOfAnotherBoot(process)
        || switch (processes.stateOf(process)) {
          case ALIVE -> false;
          case DEAD -> true;
          case UNKNOWN -> Supervisor.haveBothEnded(store.folder(id));
        };
  }

  /** Whether a process is one that can't be seen from here, and so not be signalled. */
  boolean isElsewhere(String process) {
    return processes.stateOf(process) == MakerState.UNKNOWN;
  }

  /** A kernel that has just ended is said to run until its supervisor has written down how. */
  private Optional<Instance.Exit> exit(InstanceId id, InstanceRecord record) {
    Path file = store.folder(id).resolve(Supervisor.EXIT);
    Optional<String> code = line(file);
    if (code.isPresent()) {
      int number = Integer.parseInt(code.get());
      boolean memory =
          confinement.ranOutOfMemory(id)
              || (record.outOfMemoryExit().isPresent()
                  && record.outOfMemoryExit().getAsInt() == number);
      return Optional.of(new Instance.Exit(number, memory, "", writtenAt(file)));
    }
    boolean bothEnded =
        kernel(id).filter(k -> hasEnded(id, k)).isPresent()
            && supervisor(id).filter(s -> !hasEnded(id, s)).isEmpty();
    // The supervisor may have written it down and ended between the two looks.
    return bothEnded && line(file).isEmpty()
        ? Optional.of(
            new Instance.Exit(
                UNKNOWN_EXIT,
                confinement.ranOutOfMemory(id),
                "its supervisor ended before it could see how",
                Optional.empty()))
        : Optional.empty();
  }

  /** Empty if there is none, or if it is just being written. */
  private static Optional<String> line(Path file) {
    return StoredFiles.read(file)
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .filter(text -> text.endsWith("\n"))
        .map(String::strip);
  }

  private static Optional<Instant> writtenAt(Path file) {
    try {
      return Optional.of(Objects.requireNonNull(Files.getLastModifiedTime(file)).toInstant());
    } catch (IOException removed) {
      return Optional.empty();
    }
  }
}
