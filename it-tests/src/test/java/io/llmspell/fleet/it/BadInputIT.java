package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong input: one clear error, its exit code, no stack trace, and nothing half-made. */
@NeedsEngine
class BadInputIT {
  private static final String KERNEL =
      """
      x-fleet: {name: it-bad%s}
      services:
        kernel:
          image: fleet-it/ipykernel:latest
          pull_policy: never
          x-kernel: {language: python%s}
      """;

  @TempDir Path folder;

  @AfterEach
  void nothingIsHalfMade() {
    assertThat(Leftovers.of("it-bad")).isEmpty();
  }

  @Test
  void allProblemsOfAFileAtOnceWithTheirLines() throws IOException {
    Run run =
        up(
            """
            x-fleet: {name: it-bad}
            services:
              one:
                image: a
                mem_limt: 512m
              two:
                image: b
                mem_limit: 512 apples
                container_name: same
              three:
                image: c
                container_name: same
                depends_on: [four]
              four:
                image: d
                depends_on: [three]
            """);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("docker-compose.yml:5:", "mem_limt", "did you mean mem_limit")
        .contains("docker-compose.yml:8:", "512 apples")
        .contains("same")
        .contains("depends on itself: four -> three -> four");
  }

  @Test
  void brokenYaml() throws IOException {
    Run run = up("services:\n  kernel: [\n");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("docker-compose.yml:");
  }

  @Test
  void anImageThatDoesNotExist() throws IOException {
    Run run = up(KERNEL.formatted("", "").replace("fleet-it/ipykernel", "fleet-it/nowhere"));
    assertThat(run.exitCode()).isEqualTo(8);
    assertThat(run.err()).contains("fleet-it/nowhere:latest", "pull_policy");
  }

  @Test
  void aConfigFileThatIsMissing() throws IOException {
    Run run = up(KERNEL.formatted("", ", config: nowhere.toml"));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("docker-compose.yml:", "nowhere.toml");
  }

  @Test
  void aPortRangeThatIsFull() throws IOException {
    Run run =
        up(
            """
            x-fleet: {name: it-bad, ports: 20000-20004}
            services:
              kernel: &kernel
                image: debian:bookworm-slim
                command: [sleep, infinity]
                stop_signal: SIGKILL
                x-kernel: {language: python}
              another: *kernel
            """,
            "--no-wait");
    try {
      assertThat(run.exitCode()).isEqualTo(9);
      assertThat(run.err()).contains("20000-20004", "widen");
      assertThat(new FleetProgram(folder, folder).json("list")).hasSize(1);
    } finally {
      new FleetProgram(folder, folder).run("down").succeeded();
    }
  }

  @Test
  void aKernelThatEndsAtOnceIsShownWithItsLastLines() throws IOException {
    Run run =
        up(
            """
            x-fleet: {name: it-bad}
            services:
              kernel:
                image: debian:bookworm-slim
                command: [sh, -c, "echo it has no heart >&2; exit 7"]
                x-kernel: {language: python}
            """);
    try {
      assertThat(run.exitCode()).isEqualTo(10);
      assertThat(run.err()).contains("exit code 7", "it has no heart");
    } finally {
      new FleetProgram(folder, folder).run("down").succeeded();
    }
  }

  @Test
  void noEngine() throws IOException {
    Files.writeString(folder.resolve("docker-compose.yml"), KERNEL.formatted("", ""));
    Run run =
        new FleetProgram(folder, folder)
            .with("DOCKER_HOST", "unix://" + folder.resolve("nothing.sock"))
            .run("up");
    assertThat(run.exitCode()).isEqualTo(5);
    assertOneClearError(run);
    assertThat(run.err()).contains("nothing.sock", "DOCKER_HOST");
  }

  @Test
  void wrongWordsOnTheCommandLine() {
    FleetProgram fleet = new FleetProgram(folder, folder);
    assertThat(fleet.run("upp").exitCode()).isEqualTo(2);
    assertThat(fleet.run("spawn", "--memory", "512X").exitCode()).isEqualTo(2);
    assertThat(fleet.run("spawn", "--memory", "512X").err()).contains("512X", "512m");
    assertThat(fleet.run("spawn", "nowhere").exitCode()).isEqualTo(4);
    assertThat(fleet.run("-p", "Not A Name", "list").exitCode()).isEqualTo(2);
    assertThat(fleet.run("up", "--profile", "javascrpt").err()).contains("javascript");
  }

  private Run up(String file, String... options) throws IOException {
    Files.writeString(folder.resolve("docker-compose.yml"), file);
    String[] words = new String[options.length + 1];
    words[0] = "up";
    System.arraycopy(options, 0, words, 1, options.length);
    Run run = new FleetProgram(folder, folder.resolve("home")).run(words);
    assertOneClearError(run);
    return run;
  }

  private static void assertOneClearError(Run run) {
    assertThat(run.err()).contains("docker-fleet: ").doesNotContain("\tat ", "Exception");
  }
}
