package io.llmspell.fleet.process.confine;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.process.store.StoredFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Control groups of version 1 or 2, one an instance, under {@code docker-fleet} at the top of each
 * hierarchy, where Docker's own {@code docker} is: they outlive the session of whoever made them.
 * Files and meanings: cgroups(7), and the kernel's documentation of cgroup v1 and v2.
 */
final class ControlGroups {
  private static final String OURS = "docker-fleet";
  private static final List<String> CONTROLLERS = List.of("memory", "cpu", "pids");
  private static final long PERIOD_MICROS = 100_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

  private final Path root;
  private final boolean unified;

  private ControlGroups(Path root, boolean unified) {
    this.root = root;
    this.unified = unified;
  }

  /**
   * Empty where this user may not make groups that limit all three.
   *
   * @param root {@code /sys/fs/cgroup}, or another folder in tests
   */
  static Optional<ControlGroups> find(Path root) {
    Optional<String> controllers = text(root.resolve("cgroup.controllers"));
    if (controllers.isPresent()) {
      boolean usable =
          List.of(controllers.get().split(" ", -1)).containsAll(CONTROLLERS)
              && Files.isWritable(root.resolve("cgroup.subtree_control"))
              && mayDelegate(root);
      return Optional.of(new ControlGroups(root, true)).filter(any -> usable);
    }
    boolean usable =
        CONTROLLERS.stream().map(root::resolve).allMatch(c -> Files.isWritable(c.resolve("tasks")));
    return Optional.of(new ControlGroups(root, false)).filter(any -> usable);
  }

  /**
   * Version 2 lets no group have both processes and groups with limits below it, but for the
   * machine's first one, which alone has no type; the first one that a container sees is none.
   */
  private static boolean mayDelegate(Path root) {
    List<String> delegated =
        List.of(text(root.resolve("cgroup.subtree_control")).orElse("").split(" ", -1));
    return delegated.containsAll(CONTROLLERS)
        || !Files.exists(root.resolve("cgroup.type"))
        || text(root.resolve("cgroup.procs")).orElse("").isEmpty();
  }

  /** Makes an instance's groups; returns the files by which a process joins them. */
  List<Path> make(InstanceId id, Limits limits) {
    try {
      if (unified) {
        delegate(root);
        Files.createDirectories(root.resolve(OURS));
        delegate(root.resolve(OURS));
      }
      for (Path group : groups(id)) {
        Files.createDirectories(group);
      }
      limit(id, limits);
      return joining(id);
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.ENGINE_ERROR,
          "the limits of " + id + " can't be set: " + e + "; look at " + groups(id),
          e);
    }
  }

  /** The files by which a process joins an instance's groups, if they are there. */
  List<Path> joining(InstanceId id) {
    return groups(id).stream().map(group -> group.resolve("cgroup.procs")).toList();
  }

  private static void delegate(Path folder) throws IOException {
    Files.writeString(folder.resolve("cgroup.subtree_control"), "+memory +cpu +pids");
  }

  private void limit(InstanceId id, Limits limits) throws IOException {
    if (limits.memory().isPresent()) {
      ByteSize memory = limits.memory().get();
      ByteSize both = limits.memorySwap().orElse(memory);
      if (unified) {
        set(id, "memory", "memory.max", memory.bytes());
        set(id, "memory", "memory.swap.max", Math.max(0, both.bytes() - memory.bytes()));
      } else {
        set(id, "memory", "memory.limit_in_bytes", memory.bytes());
        set(id, "memory", "memory.memsw.limit_in_bytes", Math.max(both.bytes(), memory.bytes()));
      }
    }
    if (limits.cpus().isPresent()) {
      long quota = limits.cpus().get().nanos() / (1_000_000_000 / PERIOD_MICROS);
      if (unified) {
        set(id, "cpu", "cpu.max", quota + " " + PERIOD_MICROS);
      } else {
        set(id, "cpu", "cpu.cfs_period_us", PERIOD_MICROS);
        set(id, "cpu", "cpu.cfs_quota_us", quota);
      }
    }
    if (limits.pids().isPresent()) {
      set(id, "pids", "pids.max", limits.pids().get());
    }
  }

  /** Swap can't be limited where the system does not account for it: then it has no such file. */
  private void set(InstanceId id, String controller, String file, Object value) throws IOException {
    Path path = group(id, controller).resolve(file);
    if (Files.exists(path) || !file.contains("sw")) {
      Files.writeString(path, value.toString());
    }
  }

  boolean hasRunOutOfMemory(InstanceId id) {
    Path file = group(id, "memory").resolve(unified ? "memory.events" : "memory.oom_control");
    return text(file).stream()
        .flatMap(String::lines)
        .anyMatch(line -> line.startsWith("oom_kill ") && !line.equals("oom_kill 0"));
  }

  /** Kills whatever is left in an instance's groups, and removes them; idempotent. */
  void remove(InstanceId id) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Path group : groups(id)) {
      while (!isRemoved(group)) {
        if (System.nanoTime() - deadline > 0) {
          throw new FleetException(
              ErrorCode.ENGINE_ERROR,
              "processes of " + id + " do not end: look at " + group.resolve("cgroup.procs"));
        }
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      }
    }
  }

  private static boolean isRemoved(Path group) {
    text(group.resolve("cgroup.procs")).stream()
        .flatMap(String::lines)
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .forEach(ProcessHandle::destroyForcibly);
    try {
      Files.deleteIfExists(group);
      return true;
    } catch (IOException notEmptyYet) {
      return false;
    }
  }

  private Set<Path> groups(InstanceId id) {
    Set<Path> all = new LinkedHashSet<>();
    CONTROLLERS.forEach(controller -> all.add(group(id, controller)));
    return all;
  }

  private Path group(InstanceId id, String controller) {
    Path hierarchy = unified ? root : root.resolve(controller);
    return hierarchy.resolve(OURS).resolve(id.value());
  }

  private static Optional<String> text(Path file) {
    return StoredFiles.read(file)
        .map(content -> new String(content, StandardCharsets.UTF_8).strip());
  }

  @Override
  public String toString() {
    return "control groups (version " + (unified ? 2 : 1) + ")";
  }
}
