package io.llmspell.fleet.docker;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The processes of a local engine's container, out of {@code /proc}, see proc(5). */
final class LocalProcesses {
  /** {@code USER_HZ}, in which Linux tells times to programs on every platform. */
  private static final int TICKS_A_SECOND = 100;

  /** In {@code /proc/PID/stat}, counted after the command's name. */
  private static final int PARENT = 1;

  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;
  private static final int NICE = 16;
  private static final int THREADS = 17;

  private final CgroupFiles cgroups;
  private final Path proc;

  LocalProcesses() {
    this(CgroupFiles.HERE, Path.of("/proc"));
  }

  /** With the files elsewhere. */
  LocalProcesses(CgroupFiles cgroups, Path proc) {
    this.cgroups = cgroups;
    this.proc = proc;
  }

  /** Empty if the container's cgroup is not where it usually is. */
  List<RunningProcess> of(Instance instance) {
    return cgroups.processes(instance.handle()).stream()
        .flatMap(String::lines)
        .flatMap(pid -> read(pid).stream())
        .toList();
  }

  /** Empty if it has ended meanwhile. */
  private Optional<RunningProcess> read(String pid) {
    Path folder = proc.resolve(pid);
    try {
      String stat = Files.readString(folder.resolve("stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME));
      String words = Files.readString(folder.resolve("cmdline")).replace('\0', ' ').strip();
      return Optional.of(
          new RunningProcess(
              Long.parseLong(pid),
              Long.parseLong(fields.get(PARENT)),
              Files.getOwner(folder).getName(),
              Integer.parseInt(fields.get(NICE)),
              Integer.parseInt(fields.get(THREADS)),
              memory(Files.readString(folder.resolve("status"))),
              Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND),
              words.isEmpty()
                  ? stat.substring(stat.indexOf('('), stat.lastIndexOf(')') + 1)
                  : words));
    } catch (IOException endedMeanwhile) {
      return Optional.empty();
    }
  }

  private static ByteSize memory(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> new ByteSize(1024 * Long.parseLong(line.replaceAll("\\D", ""))))
        .findFirst()
        .orElse(new ByteSize(0));
  }
}
