package io.llmspell.fleet.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.bench.measure.Budget;
import io.llmspell.fleet.bench.measure.Program;
import io.llmspell.fleet.bench.report.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartRunTest {
  @TempDir Path folder;

  @Test
  void runsAllInTurnWithOneRoundThatDoesNotCount() throws IOException {
    Path log = folder.resolve("log");
    Section section =
        new StartRun()
            .add("a", append("a", log))
            .add("b", append("b", log))
            .run("b", 2, new Budget(Duration.ofMinutes(1)), said -> {});
    assertThat(Files.readAllLines(log)).isEqualTo(List.of("a", "b", "a", "b", "a", "b"));
    assertThat(section.text()).contains("of 2 rounds", "| a | ", "| b | ");
    assertThat(section.targets()).extracting(t -> t.what()).containsExactly("b");
  }

  @Test
  void theLauncherAloneFindsAJavaThatEndsAtOnce() {
    Program script =
        Program.of(
            "bash",
            "-c",
            "set -e; . \"$JAVA_HOME/release\"; \"$JAVA_HOME/bin/java\" any"
                + " && echo ${JAVA_VERSION%%.*}");
    assertThat(Launcher.alone(script, folder).run().out()).isEqualTo("17\n");
  }

  private static Program append(String line, Path file) {
    return Program.of("sh", "-c", "echo " + line + " >>" + file);
  }
}
