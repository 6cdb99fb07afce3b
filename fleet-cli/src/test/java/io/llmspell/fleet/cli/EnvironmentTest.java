package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong values in the environment. */
class EnvironmentTest {
  @TempDir private Path folder;

  @Test
  void anImageThatIsNoneInTheEnvironmentIsNoFaultOfOurs() throws IOException {
    Files.createDirectories(folder.resolve("configs"));
    Files.writeString(folder.resolve("configs/default.toml"), "[kernel]\nlanguage = \"lua\"\n");
    try (EmptyEngine engine = EmptyEngine.start()) {
      Outcome outcome =
          new Cli(folder)
              .usualFile()
              .with("DOCKER_HOST", engine.address())
              .with("LLMSPELL_IMAGE", "Not An Image")
              .run("spawn");

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).contains("LLMSPELL_IMAGE");
    }
  }
}
