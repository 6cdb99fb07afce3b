package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code find} refuses before it looks for an engine; there is none. */
class FindCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "find --max-clients 0, 2, --max-clients: must be 1 at least",
    "find --exclusive --max-clients 3, 2, '--exclusive is for one client, not for 3'",
    "find --idempotency-key k, 2, --idempotency-key is for --exclusive or --max-clients",
    "find --label plain, 2, --label: 'plain' is no label of yours",
    "find --label io.llmspell.fleet.slot=1, 2, --label: 'io.llmspell.fleet.slot=1' is no label",
    "find --memory 1.5X, 2, --memory: ",
    "find --owner a:b, 2, --owner: 'a:b' is not a user's name",
    "find --memory 0, 2, --memory: '0' is no memory to run in",
    "find --config nowhere, 4, there is no config 'nowhere'",
  })
  void badInputIsSaid(String command, int exitCode, String message) {
    Outcome outcome = new Cli(folder).usualFile().run(command.split(" ", -1));
    assertThat(outcome.err()).startsWith("docker-fleet: " + message);
    assertThat(outcome.exitCode()).isEqualTo(exitCode);
  }
}
