package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes on until it is interrupted, where nobody reads it any more. */
@Timeout(30)
class EndlessOutputTest {
  @TempDir private Path folder;

  /** As {@code | head} does, after the first text that it was given. */
  private static final class Head extends Writer {
    private final StringWriter read = new StringWriter();

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      if (read.getBuffer().indexOf("\n") >= 0) {
        throw new IOException("Broken pipe");
      }
      read.write(text, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
      return read.toString();
    }
  }

  @Test
  void statsEndWhenNobodyReadsThem() {
    try (EmptyEngine engine = EmptyEngine.start()) {
      Outcome outcome =
          new Cli(folder)
              .usualFile()
              .with("DOCKER_HOST", engine.address())
              .run(new Head(), "stats");

      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out()).startsWith("ID  NAME");
    }
  }

  /** A person at the keyboard says nothing of where the output goes. */
  @Test
  void nothingIsClearedButATerminal() {
    try (EmptyEngine engine = EmptyEngine.start()) {
      Cli cli = new Cli(folder).usualFile().with("DOCKER_HOST", engine.address()).interactive();

      assertThat(cli.run(new Head(), "stats").out()).startsWith("ID  NAME");
    }
  }
}
