package io.llmspell.fleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.bench.report.Section;
import io.llmspell.fleet.bench.report.Table;
import io.llmspell.fleet.bench.report.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Section SECTION =
      new Section(
          "One",
          "its text",
          List.of(
              new Target("`list`", 300, 312, "ms"), new Target("`up`, times raw", 1.15, 1.15, "")));

  @TempDir Path folder;

  @Test
  void saysOfEachTargetWhetherItIsMet() {
    assertThat(text(Optional.empty()))
        .contains(
            "| `list` | 300 ms | 312 ms | **missed** |", "| `up`, times raw | 1.15 | 1.15 | met |")
        .contains("## Notes\n\nWhy a target is missed is not written down yet")
        .contains("## One\n\nits text\n");
  }

  @Test
  void takesNotesOverAsTheyAre() {
    assertThat(text(Optional.of("Because *so*.\n"))).contains("## Notes\n\nBecause *so*.\n");
  }

  @Test
  void takesThePlaceOfTheLastResults() throws IOException {
    Path file = Files.writeString(folder.resolve("RESULTS.md"), "old and longer");
    Results.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private static String text(Optional<String> notes) {
    return Results.text(
        new Table("", "").row("date", "today"), Duration.ofSeconds(61), List.of(SECTION), notes);
  }
}
