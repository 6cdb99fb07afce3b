package io.llmspell.fleet.process.confine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.ByteSize;
import io.llmspell.fleet.model.Cpus;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written where, in folders that look like the system's. */
class ControlGroupsTest {
  private static final InstanceId ID = new InstanceId("kernel-1a2b3c4d");
  private static final Limits LIMITS =
      new Limits(
          Optional.of(ByteSize.ofMebibytes(256)),
          Optional.of(ByteSize.ofMebibytes(256)),
          Optional.empty(),
          Optional.of(Cpus.parse("0.5")),
          Optional.of(64),
          Optional.empty());

  @TempDir private Path root;

  @Test
  void inVersion2OneGroupHasAllLimits() throws IOException {
    version2();
    ControlGroups groups = ControlGroups.find(root).orElseThrow();
    Path group = root.resolve("docker-fleet/kernel-1a2b3c4d");
    // The system makes it with the group, where swap is accounted for.
    write("docker-fleet/kernel-1a2b3c4d/memory.swap.max", "max");
    assertThat(groups.make(ID, LIMITS)).containsExactly(group.resolve("cgroup.procs"));
    assertThat(group.resolve("memory.max")).hasContent("268435456");
    assertThat(group.resolve("memory.swap.max")).hasContent("0");
    assertThat(group.resolve("cpu.max")).hasContent("50000 100000");
    assertThat(group.resolve("pids.max")).hasContent("64");
    assertThat(root.resolve("docker-fleet/cgroup.subtree_control"))
        .hasContent("+memory +cpu +pids");
  }

  /** As a container sees it that may write to its own first group: that one has processes. */
  @Test
  void aGroupWithProcessesCantHaveLimitedOnesBelowIt() throws IOException {
    version2();
    write("cgroup.type", "domain");
    write("cgroup.procs", "1\n");
    assertThat(ControlGroups.find(root)).isEmpty();
    write("cgroup.procs", "");
    assertThat(ControlGroups.find(root)).isPresent();
    write("cgroup.procs", "1\n");
    write("cgroup.subtree_control", "cpu memory pids");
    assertThat(ControlGroups.find(root)).isPresent();
  }

  @Test
  void inVersion1EachHierarchyHasItsOwn() throws IOException {
    version1();
    ControlGroups groups = ControlGroups.find(root).orElseThrow();
    assertThat(groups.make(ID, LIMITS)).hasSize(3);
    Path group = Path.of("docker-fleet/kernel-1a2b3c4d");
    assertThat(root.resolve("memory").resolve(group).resolve("memory.limit_in_bytes"))
        .hasContent("268435456");
    assertThat(root.resolve("cpu").resolve(group).resolve("cpu.cfs_quota_us")).hasContent("50000");
    assertThat(root.resolve("pids").resolve(group).resolve("pids.max")).hasContent("64");
    // Not accounted for here, so there is no such file to write to.
    assertThat(root.resolve("memory").resolve(group).resolve("memory.memsw.limit_in_bytes"))
        .doesNotExist();
  }

  @Test
  void whatHasNoLimitGetsNone() throws IOException {
    version2();
    ControlGroups.find(root).orElseThrow().make(ID, Limits.NONE);
    assertThat(root.resolve("docker-fleet/kernel-1a2b3c4d")).isEmptyDirectory();
  }

  @Test
  void theSystemsOwnCountTellsThatAKernelRanOutOfMemory() throws IOException {
    version2();
    ControlGroups groups = ControlGroups.find(root).orElseThrow();
    assertThat(groups.hasRunOutOfMemory(ID)).isFalse();
    write("docker-fleet/kernel-1a2b3c4d/memory.events", "low 0\noom 0\noom_kill 0\n");
    assertThat(groups.hasRunOutOfMemory(ID)).isFalse();
    write("docker-fleet/kernel-1a2b3c4d/memory.events", "low 0\noom 3\noom_kill 1\n");
    assertThat(groups.hasRunOutOfMemory(ID)).isTrue();
  }

  @Test
  void whereAControllerIsMissingThereAreNone() throws IOException {
    write("cgroup.controllers", "cpu pids\n");
    write("cgroup.subtree_control", "");
    assertThat(ControlGroups.find(root)).isEmpty();
  }

  @Test
  void whereNothingCanBeWrittenThereAreNone() {
    assertThat(ControlGroups.find(root)).isEmpty();
    assertThat(ControlGroups.find(root.resolve("nowhere"))).isEmpty();
  }

  @Test
  void removingTwiceIsRemovingOnce() throws IOException {
    version1();
    ControlGroups groups = ControlGroups.find(root).orElseThrow();
    groups.make(ID, Limits.NONE);
    groups.remove(ID);
    groups.remove(ID);
    assertThat(root.resolve("memory/docker-fleet/kernel-1a2b3c4d")).doesNotExist();
  }

  private void version2() throws IOException {
    write("cgroup.controllers", "cpuset cpu io memory pids\n");
    write("cgroup.subtree_control", "");
  }

  private void version1() throws IOException {
    for (String controller : List.of("memory", "cpu", "pids")) {
      write(controller + "/tasks", "");
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
