package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What commands say where an engine answers and nothing runs yet. */
class EmptyFleetTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"list", "ps", "list -v", "health"})
  void listSaysThatThereIsNothingAndWhatStartsSomething(String command) {
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualToIgnoringNewLines("Project demo has no kernels: `docker-fleet up` starts them.");
    assertThat(outcome.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "list --format json",
    "health --format json",
    "top --format json",
    "stats --no-stream --format json",
    "--format json ps",
    "stop-all --format json"
  })
  void programsGetAnEmptyArray(String command) {
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEqualToIgnoringWhitespace("[]");
  }

  @Test
  void stopAllSaysThatThereWasNothing() {
    assertThat(run("stop-all").out()).isEqualToIgnoringNewLines("No kernel was there.");
  }

  @ParameterizedTest
  @CsvSource({
    "stop 9555",
    "interrupt 9555",
    "list 9555",
    "ps -q lua 9555",
    "logs -f 9555",
    "logs -n 5 9555 lua",
    "connect 9555",
    "health 9555",
    "top 9555",
    "exec -it 9555 true",
    "exec 9555 true",
    "shell 9555"
  })
  void whatIsNotThereIsNotFound(String command) {
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.errorLines())
        .containsExactly(
            "docker-fleet: there is no kernel or service '9555': nothing of project demo is there");
  }

  @Test
  void listKnowsAServiceOfWhichNothingRuns() {
    Outcome outcome = run("list lua");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualToIgnoringNewLines("lua has no kernels: `docker-fleet up` starts them.");
  }

  @ParameterizedTest
  @CsvSource({"logs --tail some", "logs -n -1", "logs --tail=1.5"})
  void aNumberOfLinesThatIsNoneIsAMistakeOfTheCommandLine(String command) {
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("is no number of lines: write 10, or all");
  }

  @ParameterizedTest
  @CsvSource({"logs --tail all", "logs -n 0", "logs --format json"})
  void logsOfNothingAreEmpty(String command) {
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void cleanIsNotDoneWithoutConsent() {
    Outcome outcome = run("clean");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("volumes (with their data)", "project demo", "no terminal", "--yes");
  }

  @Test
  void buildAndPullKnowTheFilesServices() {
    for (String command : List.of("build nobody", "pull nobody")) {
      Outcome outcome = run(command);

      assertThat(outcome.exitCode()).as(command).isEqualTo(4);
      assertThat(outcome.err()).contains("no active service 'nobody'", "lua");
    }
  }

  @ParameterizedTest
  @CsvSource({"events --since yesterday", "events --until 1x"})
  void aTimeThatIsNoneIsAMistakeOfTheCommandLine(String command) {
    Outcome outcome = run(command);

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("is no time: give how long ago (10m), or a moment");
  }

  @Test
  void connectWithoutANameSaysWhatStartsAKernel() {
    Outcome outcome = run("connect");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.errorLines())
        .containsExactly(
            "docker-fleet: there is no kernel to connect to: `docker-fleet up` starts some");
  }

  @Test
  void aNameThatNoServiceCanHaveIsAMistakeOfTheCommandLine() {
    Outcome outcome = run("up a/b");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("docker-fleet: 'a/b' is not a service name");
  }

  @Test
  void theOriginalsRegistryIsMissedByNobody() {
    Outcome outcome = run("up registry");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).contains("no registry service any more", "list", "metrics");
  }

  @Test
  void theProjectThatIsNamedNeedsNoFile() {
    try (EmptyEngine engine = EmptyEngine.start()) {
      Outcome outcome =
          new Cli(folder).with("DOCKER_HOST", engine.address()).run("-p", "other", "list");

      assertThat(outcome.exitCode()).isZero();
      assertThat(outcome.out()).startsWith("Project other has no kernels");
    }
  }

  @ParameterizedTest
  @CsvSource({"403, 6", "409, 7", "500, 12"})
  void theEnginesOwnFailureIsOneLineInItsOwnWords(int status, int exitCode) {
    try (EmptyEngine engine = EmptyEngine.failing(status, "no more of this")) {
      Outcome outcome =
          new Cli(folder).usualFile().with("DOCKER_HOST", engine.address()).run("list");

      assertThat(outcome.exitCode()).isEqualTo(exitCode);
      assertThat(outcome.errorLines())
          .containsExactly("docker-fleet: can't list the containers of demo: no more of this");
    }
  }

  private Outcome run(String command) {
    try (EmptyEngine engine = EmptyEngine.start()) {
      return new Cli(folder)
          .usualFile()
          .with("DOCKER_HOST", engine.address())
          .run(command.split(" ", -1));
    }
  }
}
