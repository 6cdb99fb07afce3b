package io.llmspell.fleet.docker;

import io.llmspell.fleet.machine.TcpTable;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.runtime.MetricsSource.Connection;
import io.llmspell.fleet.runtime.MetricsSource.Io;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Threads, disk traffic, niceness and connections of containers, out of their cgroup files and of
 * {@code /proc}. Like {@link CgroupUsage} only where the engine is local; a file that this user may
 * not read leaves its number unknown.
 */
final class LocalMetrics {
  /** The 19th word of {@code /proc/PID/stat}; the third is the first after the name. */
  private static final int NICE = 19 - 3;

  private final boolean local;
  private final CgroupFiles cgroups;
  private final Path proc;

  LocalMetrics(boolean local) {
    this(local, CgroupFiles.HERE, Path.of("/proc"));
  }

  /** With the files elsewhere. */
  LocalMetrics(boolean local, CgroupFiles cgroups, Path proc) {
    this.local = local;
    this.cgroups = cgroups;
    this.proc = proc;
  }

  Map<InstanceId, Metrics> of(List<Instance> instances) {
    Map<InstanceId, Metrics> found = new HashMap<>();
    if (local) {
      instances.stream()
          .filter(Instance::isRunning)
          .forEach(instance -> of(instance).ifPresent(m -> found.put(instance.id(), m)));
    }
    return found;
  }

  /** The processes' file is in every hierarchy, and tells whether the container is here at all. */
  private Optional<Metrics> of(Instance instance) {
    String id = instance.handle();
    return cgroups
        .processes(id)
        .map(
            processes -> {
              Optional<String> main = mainProcess(processes);
              return new Metrics(
                  instance.spec().memory().or(this::machineMemory),
                  cgroups
                      .read(id, "pids", "pids.current")
                      .map(text -> Integer.parseInt(text.strip())),
                  main.flatMap(this::nice),
                  io(id),
                  main.flatMap(this::connections));
            });
  }

  /** The one that is number 1 in its container; else the first that is told. */
  private Optional<String> mainProcess(String processes) {
    List<String> all = processes.lines().toList();
    return all.stream()
        .filter(
            pid ->
                CgroupUsage.read(proc.resolve(pid).resolve("status")).stream()
                    .flatMap(String::lines)
                    .anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t1")))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** The name, in brackets, may have anything in it. */
  private Optional<Integer> nice(String pid) {
    return CgroupUsage.read(proc.resolve(pid).resolve("stat"))
        .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1))
        .filter(words -> words.length > NICE)
        .map(words -> Integer.parseInt(words[NICE]));
  }

  private Optional<Io> io(String id) {
    return cgroups
        .read(id, "blkio", "io.stat")
        .map(text -> new Io(sum(text, "rbytes="), sum(text, "wbytes=")))
        .or(
            () ->
                cgroups
                    .read(id, "blkio", "blkio.throttle.io_service_bytes")
                    .map(text -> new Io(sum(text, "Read "), sum(text, "Write "))));
  }

  /** Over all devices: {@code 8:0 rbytes=4096 wbytes=0 …}, or {@code 8:0 Read 4096}. */
  private static long sum(String text, String key) {
    return text.lines()
        .flatMap(line -> Arrays.stream(line.split(" ", 2)).skip(1))
        .flatMap(rest -> key.endsWith("=") ? Stream.of(rest.split(" ", -1)) : Stream.of(rest))
        .filter(entry -> entry.startsWith(key))
        .mapToLong(entry -> Long.parseLong(entry.substring(key.length()).strip()))
        .sum();
  }

  /**
   * Without those of a container to itself, which are the relay's. Unknown if it has this machine's
   * own network: then they are everybody's.
   */
  private Optional<List<Connection>> connections(String pid) {
    TcpTable table = new TcpTable(proc, pid);
    return table
        .established()
        .filter(all -> !table.isOurs())
        .map(
            all ->
                all.stream()
                    .filter(c -> !c.local().getAddress().isLoopbackAddress())
                    .filter(c -> !c.local().getAddress().equals(c.remote().getAddress()))
                    .map(c -> new Connection(TcpTable.text(c.local()), TcpTable.text(c.remote())))
                    .toList());
  }

  private Optional<ByteSize> machineMemory() {
    return CgroupUsage.read(proc.resolve("meminfo"))
        .flatMap(text -> text.lines().filter(l -> l.startsWith("MemTotal:")).findFirst())
        .map(line -> new ByteSize(1024 * Long.parseLong(line.replaceAll("\\D", ""))));
  }
}
