package io.llmspell.fleet.process.confine;

import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a process may use. Memory, CPU time and processes are limited by control groups where this
 * user may make them; else memory by {@code RLIMIT_DATA}, which a program meets as a failed
 * allocation, and the CPU by a low priority.
 */
public final class Confinement {
  /** Of kernels whose CPU time can't be limited. */
  private static final int LOW_PRIORITY = 10;

  private final Optional<ControlGroups> groups;

  private Confinement(Optional<ControlGroups> groups) {
    this.groups = groups;
  }

  /** By what this user may do on this machine. */
  public static Confinement here() {
    return new Confinement(ControlGroups.find(Path.of("/sys/fs/cgroup")));
  }

  /** As where control groups can't be made. */
  public static Confinement withoutControlGroups() {
    return new Confinement(Optional.empty());
  }

  /** What can be limited. */
  public Set<Ability> abilities() {
    return groups.isPresent()
        ? EnumSet.of(Ability.MEMORY_LIMIT, Ability.CPU_LIMIT, Ability.PIDS_LIMIT)
        : EnumSet.of(Ability.MEMORY_LIMIT);
  }

  /** For people: what limits what. */
  public String description() {
    return groups
        .map(g -> "memory, CPU time and processes limited by " + g)
        .orElse(
            "memory limited by RLIMIT_DATA, CPU by priority (nice "
                + LOW_PRIORITY
                + "): control groups need root");
  }

  /**
   * How the shell that becomes a kernel limits itself.
   *
   * @param groups {@code cgroup.procs} files that it writes its process id to
   * @param dataLimit for {@code ulimit -d}
   */
  public record Preparation(List<Path> groups, String dataLimit, int nice) {}

  /** Makes what a kernel's limits need; what a crash has left of the same id is used again. */
  public Preparation prepare(InstanceId id, Limits limits) {
    if (groups.isPresent()) {
      return new Preparation(groups.get().make(id, limits), "unlimited", 0);
    }
    String data =
        limits.memory().map(memory -> Long.toString(memory.bytes() / 1024)).orElse("unlimited");
    return new Preparation(List.of(), data, LOW_PRIORITY);
  }

  /** The {@code cgroup.procs} files by which a further process shares an instance's limits. */
  public List<Path> shared(InstanceId id) {
    return groups.map(g -> g.joining(id)).orElse(List.of());
  }

  /** Whether the system has ended a process of this instance for its memory limit. */
  public boolean ranOutOfMemory(InstanceId id) {
    return groups.filter(g -> g.hasRunOutOfMemory(id)).isPresent();
  }

  /** Ends what is left of an instance's processes, and removes what was made; idempotent. */
  public void release(InstanceId id) {
    groups.ifPresent(g -> g.remove(id));
  }
}
