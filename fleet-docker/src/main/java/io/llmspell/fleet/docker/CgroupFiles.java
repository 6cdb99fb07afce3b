package io.llmspell.fleet.docker;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of containers' cgroups that both versions have under the same names.
 *
 * @param root where the hierarchies are: one in version 2, one for each controller in version 1
 */
record CgroupFiles(Path root) {
  /** Of this machine. */
  static final CgroupFiles HERE = new CgroupFiles(CgroupUsage.ROOT);

  /**
   * One file of a container.
   *
   * @param controller in whose hierarchy version 1 has it
   */
  Optional<String> read(String containerId, String controller, String name) {
    return Stream.concat(
            CgroupUsage.places(root, containerId),
            CgroupUsage.places(root.resolve(controller), containerId))
        .flatMap(folder -> CgroupUsage.read(folder.resolve(name)).stream())
        .findFirst();
  }

  /** The ids of a container's processes, a line each; absent if it has no cgroup here. */
  Optional<String> processes(String containerId) {
    return read(containerId, "pids", "cgroup.procs");
  }
}
