package io.llmspell.fleet.docker;

import io.llmspell.fleet.machine.ProcessFiles;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import java.nio.file.Path;
import java.util.List;

/** The processes of a local engine's container, out of {@code /proc}, see proc(5). */
final class LocalProcesses {
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
        .flatMap(pid -> new ProcessFiles(proc, Long.parseLong(pid)).running().stream())
        .toList();
  }
}
