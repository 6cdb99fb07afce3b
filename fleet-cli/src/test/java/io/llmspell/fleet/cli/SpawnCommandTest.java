package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code spawn} refuses before it looks for an engine; there is none. */
class SpawnCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "spawn --memory 0, --memory: '0' is no memory to run in",
    "spawn --memory 0g, --memory: '0g' is no memory to run in",
    "spawn --cpu 0, --cpu: '0' is not a possible number of CPUs",
    "spawn --name a/b, --name: 'a/b' is not a service name",
    "spawn --name lua, --name: 'lua' is for the instances of service lua",
    "spawn --name lua-3, --name: 'lua-3' is for the instances of service lua",
    "spawn --name later-1, --name: 'later-1' is for the instances of service later",
    "spawn --service lua --name mine, --service says what the kernel is: leave the others out",
    "spawn --service lua javascript, --service says what the kernel is: leave the others out",
    "spawn --name web-2, --name: 'web-2' is for the instances of service web-2",
  })
  void aMistakeOfTheCommandLineIsSaid(String command, String message) {
    Outcome outcome = run(command);
    assertThat(outcome.err()).contains("docker-fleet: " + message);
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lua3", "lua-three", "web", "web-3", "lua-3-1"})
  void otherNamesAreFree(String name) {
    assertThat(run("spawn --name " + name).exitCode()).as("no engine").isEqualTo(5);
  }

  private Outcome run(String command) {
    return new Cli(folder)
        .file(
            "compose.yaml",
            """
            x-fleet: {name: demo}
            services:
              lua: {image: "fleet-kernel:latest", x-kernel: {language: lua}}
              later: {image: "debian", profiles: [later]}
              web-2: {image: "debian"}
            """)
        .run(command.split(" ", -1));
  }
}
