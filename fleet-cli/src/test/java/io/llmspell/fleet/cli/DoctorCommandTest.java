package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says where next to nothing is right. */
class DoctorCommandTest {
  @TempDir private Path folder;

  @Test
  void saysWhatItSawAndBelowItWhatToDo() {
    Outcome outcome = new Cli(folder).usualFile().run("doctor");

    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.out().lines().map(l -> l.replace(folder.toString(), "FOLDER")))
        .contains(
            "ok       home    FOLDER/home/.llmspell/fleet will be made when it is needed",
            "ok       file    FOLDER/compose.yaml: project demo; active services: 1, kernels"
                + " among them: 1",
            "                 -> start that engine, or change what names it: no other one is tried",
            "Problems: 1, notes: 0.")
        .anyMatch(line -> line.startsWith("problem  engine  " + Cli.NOWHERE + " (DOCKER_HOST)"));
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void everyLineOfABrokenFilesComplaintIsShownAndTheEngineIsLookedAtAllTheSame() {
    Outcome outcome =
        new Cli(folder)
            .file("compose.yaml", "services:\n  a: {imag: b}\n  b: {image: c, cpus: x}\n")
            .run("doctor");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out().lines().map(String::strip))
        .anyMatch(line -> line.startsWith("problem  file    " + folder + "/compose.yaml:2: "))
        .anyMatch(line -> line.startsWith(folder + "/compose.yaml:3: "))
        .anyMatch(line -> line.startsWith("problem  engine"));
  }

  @Test
  void programsGetAnArrayOfFindings() {
    Outcome outcome =
        new Cli(folder)
            .with("DOCKER_HOST", "ssh://far")
            .usualFile()
            .run("doctor", "--format", "json");

    assertThat(outcome.exitCode()).isEqualTo(11);
    assertThat(outcome.out())
        .contains(
            """
              "check" : "home",
              "finding" : "ok",
            """)
        .containsPattern(
            "\"check\" : \"engine\",\\s+\"finding\" : \"problem\",\\s+\"seen\" : \"DOCKER_HOST is"
                + " 'ssh://far'.*\\s+\"advice\" : null,\\s+\"code\" : \"unsupported\"");
  }
}
