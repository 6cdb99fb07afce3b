package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in a rehearsal shows in nothing but a slower program. */
@Timeout(60)
class RehearsalTest {
  @TempDir private Path folder;

  @Test
  void everyCommandDoesWhatItDoesInEarnest() throws IOException {
    assertThat(new Rehearsal(folder, folder.resolve("root")).run()).isZero();
    assertThat(folder.resolve("home/connections/rehearsal-lua-1.json")).exists();
  }
}
