package io.llmspell.fleet.docker.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.docker.container.Maker.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the process that made something is dead: only where that is sure. */
class MakerTest {
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
    write("42/stat", STAT.formatted(42, 2000));
    self = new Processes(proc).self().orElseThrow();
  }

  @Test
  void aProcessIsKnownByItsIdAndItsStartTime() {
    assertThat(self).isEqualTo("b00t/pid:[4026531836]/41/1000");
    assertThat(new Processes(proc).hasDied(self)).isFalse();
  }

  @Test
  void oneThatIsNotThereHasDied() throws IOException {
    Files.delete(proc.resolve("41/stat"));
    assertThat(new Processes(proc).hasDied(self)).isTrue();
  }

  @Test
  void oneWhoseIdAnotherHasByNowHasDied() throws IOException {
    write("41/stat", STAT.formatted(41, 3000));
    assertThat(new Processes(proc).hasDied(self)).isTrue();
  }

  @Test
  void ofOneOnAnotherMachineNothingIsKnown() {
    assertThat(new Processes(proc).hasDied("0ther/pid:[4026531836]/99/1")).isFalse();
  }

  @Test
  void ofOneInAnotherNamespaceNothingIsKnown() {
    assertThat(new Processes(proc).hasDied("b00t/pid:[1]/99/1")).isFalse();
  }

  @Test
  void ofOneThatDidNotSayWhoItIsNothingIsKnown() {
    assertThat(new Processes(proc).hasDied("")).isFalse();
    assertThat(new Processes(proc).hasDied("b00t/pid:[4026531836]/x")).isFalse();
  }

  @Test
  void withoutProcNobodyIsKnown(@TempDir Path nothing) {
    assertThat(new Processes(nothing).self()).isEmpty();
    assertThat(new Processes(nothing).hasDied(self)).isFalse();
  }

  private void write(String file, String text) throws IOException {
    Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
