package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What errors become: a line or two, and an exit code. */
class FailuresTest {
  @TempDir private Path folder;
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void start() {
    cli = new Cli(folder);
  }

  @ParameterizedTest
  @EnumSource
  void aKnownFailureIsOneLineAndTheCodesExit(ErrorCode code) {
    Outcome outcome =
        cli.fail(
            () -> {
              throw new FleetException(code, "it broke: mend it", new IllegalStateException("why"));
            },
            "fail");

    assertThat(outcome.exitCode()).isEqualTo(code.exitCode());
    assertThat(outcome.errorLines()).containsExactly("docker-fleet: it broke: mend it");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void aFaultOfOursSaysSoWithoutATrace() {
    Outcome outcome =
        cli.fail(
            () -> {
              throw new IllegalStateException("impossible");
            },
            "fail");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.errorLines())
        .containsExactly(
            "docker-fleet: a fault in docker-fleet: java.lang.IllegalStateException: impossible;"
                + " please report it, with --stacktrace");
  }

  @Test
  void aFaultThatTheMachineHasNoRoomForIsOneLineToo() {
    for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError("heap"))) {
      Outcome outcome =
          cli.fail(
              () -> {
                throw error;
              },
              "fail");

      assertThat(outcome.exitCode()).isEqualTo(1);
      assertThat(outcome.errorLines())
          .containsExactly(
              "docker-fleet: a fault in docker-fleet: " + error + "; please report it");
    }
  }

  @Test
  void stacktraceAddsTheTraceAndTheCauses() {
    Outcome outcome =
        cli.fail(
            () -> {
              throw new FleetException(
                  ErrorCode.CONFLICT, "taken", new IllegalStateException("by another"));
            },
            "--stacktrace",
            "fail");

    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.errorLines().get(0)).isEqualTo("docker-fleet: taken");
    assertThat(outcome.err())
        .contains("\tat " + FailuresTest.class.getName())
        .contains("Caused by: java.lang.IllegalStateException: by another");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upp | Did you mean: docker-fleet up",
        "list --formt json | Possible solutions: --format",
        "list --format xml | See `docker-fleet list --help`.",
        "up --publish sometimes | See `docker-fleet up --help`.",
        "stop | See `docker-fleet stop --help`.",
        "logs k -n many | See `docker-fleet logs --help`.",
        "-p | See `docker-fleet --help`."
      })
  void aWrongCommandLineIsTwoLinesWithWhatToDo(String args, String advice) {
    Outcome outcome = cli.run(args.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorLines()).hasSize(2);
    assertThat(outcome.errorLines().get(0)).startsWith("docker-fleet: ");
    assertThat(outcome.errorLines().get(1)).startsWith(advice);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void aMissingFileIsNotFound() {
    Outcome outcome = cli.run("-f", "missing.yml", "list");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.errorLines())
        .containsExactly(
            "docker-fleet: "
                + folder.resolve("missing.yml")
                + ": no such Compose file; name one with --file");
  }

  @Test
  void aBrokenFileIsReportedBeforeAnyEngineIsAsked() {
    Outcome outcome = cli.file("compose.yaml", "services:\n  web:\n    imag: redis:7\n").run("up");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err()).contains("compose.yaml:3").contains("imag").contains("image");
    assertThat(outcome.err()).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"up", "plan", "down", "list", "ps", "spawn", "stop-all", "connect", "logs k"})
  void withoutAnEngineEveryCommandSaysWhatToDo(String command) {
    Outcome outcome = cli.usualFile().run(command.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.errorLines()).hasSize(1);
    assertThat(outcome.err())
        .startsWith("docker-fleet: no engine answers at " + Cli.NOWHERE + " (DOCKER_HOST): start");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void anEngineThatCanNotBeSpokenToIsUnsupported() {
    Outcome outcome = cli.usualFile().with("DOCKER_HOST", "ssh://jane@example.org").run("list");

    assertThat(outcome.exitCode()).isEqualTo(11);
    assertThat(outcome.errorLines()).hasSize(1);
  }

  @Test
  void aWrongProjectNameIsAMistakeOfTheCommandLine() {
    Outcome outcome = cli.run("-p", "My Fleet", "list");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorLines()).hasSize(1);
    assertThat(outcome.err()).startsWith("docker-fleet: --project-name: 'My Fleet' is not a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spawn --memory much | --memory: 'much' is not a size",
        "spawn --cpu 0 | --cpu: '0' is not a possible number of CPUs",
        "spawn --image A:B:C | --image: 'A:B:C' is not an image reference",
        "spawn --name a/b | --name: 'a/b' is not",
        "spawn openai --config local | CONFIG is given twice: 'openai' and 'local'",
        "spawn openai lua --language javascript | LANGUAGE is given twice"
      })
  void aWrongValueIsAMistakeOfTheCommandLine(String args, String message) {
    Outcome outcome = cli.usualFile().run(args.split(" ", -1));

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.errorLines()).hasSize(1);
    assertThat(outcome.err()).startsWith("docker-fleet: " + message);
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    Outcome outcome = cli.run();

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("Usage: docker-fleet").contains("spawn").contains("--file");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void theVersionNeedsNeitherFileNorEngine() {
    Outcome outcome = cli.run("version");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("docker-fleet ").contains("Java ");
  }
}
