package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code scale} refuses before it looks for an engine; there is none. */
class ScaleCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "scale lua, 'lua' is no number of a service",
    "scale lua three, 'lua=three' is no number of a service",
    "scale lua=-1, 'lua=-1' is no number of a service",
    "scale lua=1 lua=2, service lua is scaled twice",
    "scale a/b=1, 'a/b' is not a service name",
    "up --scale lua, 'lua' is no number of a service",
    "scale --timeout -1 lua=0, --timeout: can't be negative",
  })
  void aMistakeOfTheCommandLineIsSaid(String command, String message) {
    Outcome outcome = run(command);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("docker-fleet: " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "scale named=2, container_name",
    "scale ported 2, ports",
    "up --scale named=2, container_name",
  })
  void whatTheFileDoesNotAllowIsSaid(String command, String message) {
    Outcome outcome = run(command);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains(message);
    assertThat(folder.resolve("home/projects")).as("a record").doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "scale luaa=2, there is no service 'luaa'; did you mean lua?",
    "up --scale nosuch=2, there is no service 'nosuch'",
    "plan --scale nosuch=2, there is no service 'nosuch'",
  })
  void aServiceThatIsNotThereIsNotFound(String command, String message) {
    Outcome outcome = run(command);
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).startsWith("docker-fleet: " + message);
  }

  @Test
  void aServiceAndANumberApartAreMeantAsOne() {
    assertThat(run("scale lua 2").exitCode()).as("no engine").isEqualTo(5);
  }

  private Outcome run(String command) {
    return new Cli(folder)
        .file(
            "compose.yaml",
            """
            x-fleet: {name: demo}
            services:
              lua: {image: "fleet-kernel:latest", x-kernel: {language: lua}}
              named: {image: "debian", container_name: fixed}
              ported: {image: "debian", ports: ["8080:80"]}
            """)
        .run(command.split(" ", -1));
  }
}
