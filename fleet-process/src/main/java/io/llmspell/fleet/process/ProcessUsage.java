package io.llmspell.fleet.process;

import io.llmspell.fleet.machine.ProcessFiles;
import io.llmspell.fleet.machine.TcpTable;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.runtime.MetricsSource.Connection;
import io.llmspell.fleet.runtime.MetricsSource.Io;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What kernels use, out of {@code /proc}: their own process, and with memory, CPU time and threads
 * those that it has started.
 */
final class ProcessUsage {
  private final InstanceLook look;

  ProcessUsage(InstanceLook look) {
    this.look = look;
  }

  Map<InstanceId, Usage> usage(List<Instance> instances) {
    return each(
        instances,
        (instance, pid) -> {
          List<ProcessFiles> all = family(pid).toList();
          long memory =
              all.stream().flatMap(p -> p.resident().stream()).mapToLong(ByteSize::bytes).sum();
          Duration cpu =
              all.stream().flatMap(p -> p.cpuTime().stream()).reduce(Duration.ZERO, Duration::plus);
          return new Usage(new ByteSize(memory), cpu);
        });
  }

  Map<InstanceId, Metrics> metrics(List<Instance> instances) {
    Optional<List<TcpTable.Connection>> connections =
        new TcpTable(Path.of("/proc"), "self").established();
    return each(
        instances,
        (instance, pid) -> {
          ProcessFiles kernel = ProcessFiles.of(pid);
          return new Metrics(
              instance.spec().memory().or(ProcessFiles::machineMemory),
              Optional.of(family(pid).flatMap(p -> p.threads().stream()).mapToInt(n -> n).sum()),
              kernel.nice(),
              kernel.readBytes().isPresent() && kernel.writtenBytes().isPresent()
                  ? Optional.of(
                      new Io(kernel.readBytes().getAsLong(), kernel.writtenBytes().getAsLong()))
                  : Optional.empty(),
              connections.map(all -> clients(all, instance)));
        });
  }

  /** This machine's network is everybody's: a kernel's are those that end at its own ports. */
  private static List<Connection> clients(List<TcpTable.Connection> all, Instance instance) {
    Optional<PortBlock> ports = instance.spec().kernel().map(kernel -> kernel.ports());
    return all.stream()
        .filter(
            c -> ports.filter(p -> p.ports().anyMatch(n -> n == c.local().getPort())).isPresent())
        .map(c -> new Connection(TcpTable.text(c.local()), TcpTable.text(c.remote())))
        .toList();
  }

  List<RunningProcess> processes(Instance instance) {
    long pid = look.requireLiving(instance);
    return family(pid).flatMap(process -> process.running().stream()).toList();
  }

  private <T> Map<InstanceId, T> each(
      List<Instance> instances, BiFunction<Instance, Long, T> reading) {
    Map<InstanceId, T> found = new HashMap<>();
    for (Instance instance : instances) {
      look.living(instance)
          .ifPresent(pid -> found.put(instance.id(), reading.apply(instance, pid)));
    }
    return found;
  }

  /** The process and those that it has started, and they. */
  private static Stream<ProcessFiles> family(long pid) {
    return Stream.concat(
            Stream.of(pid),
            ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid))
        .map(ProcessFiles::of);
  }
}
