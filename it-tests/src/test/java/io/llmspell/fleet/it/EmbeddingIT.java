package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a program that keeps a fleet by itself, run as its README says. */
@NeedsEngine
class EmbeddingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path EXAMPLE = FleetProgram.root().resolve("examples/embedding");

  @TempDir Path folder;

  @Test
  void keepsItsKernelsAndEndsThemAtTheEndOfInput() throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(EXAMPLE.resolve("run").toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("FLEET_BUILD", "never");
    builder.environment().put("FLEET_HOME", folder.resolve("home").toString());
    builder.environment().put("LLMSPELL_IMAGE", "");
    Process program = builder.start();
    try {
      Eventually.see(PATIENCE, () -> text(out), text -> ready(text, 1) == 1 && ready(text, 2) == 1);
      Run.docker("kill", "embedded-lua-2");
      Eventually.see(PATIENCE, () -> text(out), text -> ready(text, 2) == 2);
      program.getOutputStream().write('\n');
      program.getOutputStream().close();
      assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).as(text(out)).isZero();
      assertThat(Leftovers.of("embedded")).isEmpty();
    } finally {
      program.destroyForcibly();
    }
  }

  private static long ready(String text, int slot) {
    return text.lines().filter(("embedded-lua-" + slot + " ready")::equals).count();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
