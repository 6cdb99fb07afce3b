package io.llmspell.fleet.process.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.machine.Processes;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.process.run.KernelSignals.Target;
import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts, ends and signals, as the shell does them. */
class SupervisorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  @TempDir private Path folder;

  @Test
  void aSupervisorWhoseMakerDiesBeforeTheWordStartsNothing() {
    Supervisor supervisor = supervise("touch ran");
    String name = Processes.HERE.of(supervisor.pid()).orElseThrow();
    // What the system does when the maker dies: nobody holds the other end any more.
    supervisor.hangUp();
    awaitEnd(name);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aKernelIsKnownBeforeItsFirstInstructionAndItsExitCodeAfterItsLast() {
    // It sees its own name written down already.
    Supervisor supervisor = supervise("test -s '" + folder + "/kernel' && exit 7");
    assertThat(supervisor.go()).isTrue();
    assertThat(awaitText(Supervisor.EXIT)).isEqualTo("7\n");
    assertThat(awaitText(Supervisor.KERNEL)).matches("(?s)\\d+ \\(.*");
  }

  @Test
  void aKernelInAFolderThatWasRemovedMeanwhileDoesNotRun() throws IOException {
    Path other = Files.createDirectory(folder.resolve("instance"));
    Supervisor supervisor = supervise(other, "touch '" + folder + "/ran'");
    String name = Processes.HERE.of(supervisor.pid()).orElseThrow();
    Files.delete(other);
    supervisor.go();
    awaitEnd(name);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  @Test
  void aKernelIsInASessionOfItsOwnSoThatATerminalsInterruptDoesNotReachIt() {
    Supervisor supervisor = supervise("exec sleep 600");
    supervisor.go();
    String stat = awaitText(Supervisor.KERNEL);
    String kernel = Processes.calledBeside(Processes.HERE.self().orElseThrow(), stat);
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    String pid = Long.toString(Processes.idOf(kernel));
    // Process group and session, see proc(5).
    assertThat(List.of(fields.get(2), fields.get(3))).containsOnly(pid);
    assertThat(KernelSignals.send(kernel, "SIGKILL", Target.GROUP)).isTrue();
    assertThat(awaitText(Supervisor.EXIT)).isEqualTo("137\n");
  }

  @Test
  void whatAKernelHasStartedEndsWithIt() {
    Supervisor supervisor = supervise("sleep 600 & echo $! >child; exit 3");
    supervisor.go();
    assertThat(awaitText(Supervisor.EXIT)).isEqualTo("3\n");
    long child = Long.parseLong(awaitText("child").strip());
    Eventually.see(PATIENCE, () -> ProcessHandle.of(child).isPresent(), there -> !there);
  }

  @Test
  void aProcessThatHasTheIdByNowGetsNoSignal() throws IOException, InterruptedException {
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      String name = Processes.HERE.of(stranger.pid()).orElseThrow();
      // Of the same id, and started at another time.
      String earlier = name.replaceFirst("\\d+$", "1");
      assertThat(KernelSignals.send(earlier, "SIGKILL", Target.PROCESS)).isFalse();
      assertThat(KernelSignals.send(earlier, "SIGKILL", Target.GROUP)).isFalse();
      assertThat(stranger.isAlive()).isTrue();
      assertThat(KernelSignals.send(name, "KILL", Target.PROCESS)).isTrue();
      assertThat(stranger.waitFor()).isEqualTo(137);
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aLimitOfMemoryIsTheKernelsOwn() {
    Supervisor.Task task = task(folder, List.of("sh", "-c", "ulimit -d >&2"), "65536");
    Supervisor.waiting(task).go();
    assertThat(awaitText(Supervisor.EXIT)).isEqualTo("0\n");
    assertThat(awaitText("log")).isEqualTo("65536\n");
  }

  private Supervisor supervise(String script) {
    return supervise(folder, script);
  }

  private Supervisor supervise(Path instance, String script) {
    return Supervisor.waiting(task(instance, List.of("sh", "-c", script), "unlimited"));
  }

  private Supervisor.Task task(Path instance, List<String> command, String data) {
    return new Supervisor.Task(
        instance,
        instance.resolve("log"),
        folder,
        List.of(),
        data,
        0,
        command,
        Map.of("PATH", System.getenv("PATH")));
  }

  private static void awaitEnd(String process) {
    Eventually.see(
        PATIENCE, () -> Processes.HERE.stateOf(process), state -> state == MakerState.DEAD);
  }

  private String awaitText(String file) {
    return Eventually.see(PATIENCE, () -> text(file), text -> text.endsWith("\n"));
  }

  private String text(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
