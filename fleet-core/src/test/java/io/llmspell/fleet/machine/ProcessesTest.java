package io.llmspell.fleet.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.MakerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the process that made something lives or is dead: only where that is sure. */
class ProcessesTest {
  /**
   * As proc(5) has it; the name may hold spaces and brackets. The last number is the start time.
   */
  private static final String STAT = "%d (j a) va) S" + " 0".repeat(18) + " %d 0 0\n";

  @TempDir private Path proc;
  private String self = "";

  @BeforeEach
  void aMachineWithTwoProcesses() throws IOException {
    write("sys/kernel/random/boot_id", "b00t\n");
    Files.createDirectories(proc.resolve("self/ns"));
    Files.createSymbolicLink(proc.resolve("self/ns/pid"), Path.of("pid:[4026531836]"));
    write("self/stat", STAT.formatted(41, 1000));
    write("41/stat", STAT.formatted(41, 1000));
    write("1/stat", STAT.formatted(1, 1));
    write("42/stat", STAT.formatted(42, 2000));
    self = new Processes(proc).self().orElseThrow();
  }

  @Test
  void aProcessIsKnownByItsIdAndItsStartTime() {
    assertThat(self).isEqualTo("b00t/pid:[4026531836]/41/1000");
    assertThat(new Processes(proc).stateOf(self)).isEqualTo(MakerState.ALIVE);
  }

  @Test
  void oneThatIsNotThereHasDied() throws IOException {
    Files.delete(proc.resolve("41/stat"));
    assertThat(new Processes(proc).stateOf(self)).isEqualTo(MakerState.DEAD);
  }

  /** As for other users' processes under {@code hidepid=2}, see proc(5). */
  @Test
  void oneThatIsNotShownMayLive() throws IOException {
    Files.delete(proc.resolve("41/stat"));
    Files.delete(proc.resolve("1/stat"));
    assertThat(new Processes(proc).stateOf(self)).isEqualTo(MakerState.UNKNOWN);
  }

  /** As for other users' processes under {@code hidepid=1}; a folder can't be read as a file. */
  @Test
  void oneThatIsShownAndCanNotBeLookedAtMayLive() throws IOException {
    Files.delete(proc.resolve("41/stat"));
    Files.createDirectory(proc.resolve("41/stat"));
    assertThat(new Processes(proc).stateOf(self)).isEqualTo(MakerState.UNKNOWN);
  }

  @Test
  void oneThatItsParentHasNotMissedYetHasDied() throws IOException {
    write("41/stat", STAT.formatted(41, 1000).replace(") S ", ") Z "));
    assertThat(new Processes(proc).stateOf(self)).isEqualTo(MakerState.DEAD);
  }

  @Test
  void oneWhoseIdAnotherHasByNowHasDied() throws IOException {
    write("41/stat", STAT.formatted(41, 3000));
    assertThat(new Processes(proc).stateOf(self)).isEqualTo(MakerState.DEAD);
  }

  @Test
  void ofOneOnAnotherMachineNothingIsKnown() {
    assertThat(new Processes(proc).stateOf("0ther/pid:[4026531836]/99/1"))
        .isEqualTo(MakerState.UNKNOWN);
  }

  @Test
  void ofOneInAnotherNamespaceNothingIsKnown() {
    assertThat(new Processes(proc).stateOf("b00t/pid:[1]/99/1")).isEqualTo(MakerState.UNKNOWN);
  }

  @Test
  void ofOneThatDidNotSayWhoItIsNothingIsKnown() {
    assertThat(new Processes(proc).stateOf("")).isEqualTo(MakerState.UNKNOWN);
    assertThat(new Processes(proc).stateOf("b00t/pid:[4026531836]/x"))
        .isEqualTo(MakerState.UNKNOWN);
  }

  @Test
  void withoutProcNobodyIsKnown(@TempDir Path nothing) {
    assertThat(new Processes(nothing).self()).isEmpty();
    assertThat(new Processes(nothing).stateOf(self)).isEqualTo(MakerState.UNKNOWN);
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
