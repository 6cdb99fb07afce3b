package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that the file says how to build. */
@NeedsEngine
class BuildIT {
  @TempDir Path folder;

  @Test
  void upBuildsAnImageThatIsMissingAndAgainWhenItIsTold() throws IOException {
    write("app/Dockerfile", "FROM debian:bookworm-slim AS one\nARG WORD\nENV SAID=$WORD\n");
    Path file = write("in.yml", file("missing", "first"));
    try {
      fleet().run("-f", file.toString(), "up", "--no-wait").succeeded();
      assertThat(said()).isEqualTo("first");

      write("in.yml", file("missing", "second"));
      fleet().run("-f", file.toString(), "up", "--no-wait").succeeded();
      assertThat(said()).as("an image that is there is left alone").isEqualTo("first");

      write("in.yml", file("missing", "third"));
      assertThat(fleet().run("-f", file.toString(), "build").succeeded().out())
          .contains("it-build-app:latest");
      fleet().run("-f", file.toString(), "up", "--no-wait").succeeded();
      assertThat(said()).isEqualTo("third");

      write("in.yml", file("build", "second"));
      fleet().run("-f", file.toString(), "up", "--no-wait").succeeded();
      assertThat(said()).isEqualTo("second");
    } finally {
      fleet().run("-f", file.toString(), "clean", "--images", "--yes").succeeded();
    }
    assertThat(Leftovers.of("it-build")).isEmpty();
    assertThat(Run.docker("images", "-q", "it-build-app")).isBlank();
  }

  @Test
  void aDockerfileThatFailsIsSaidWithItsImage() throws IOException {
    write("app/Dockerfile", "FROM debian:bookworm-slim\nRUN : it-build-step && false\n");
    Path file = write("in.yml", file("missing", "x"));

    Run up = fleet().run("-f", file.toString(), "up");

    assertThat(up.exitCode()).isEqualTo(8);
    assertThat(up.err())
        .contains("image it-build-app:latest can't be built in " + folder.resolve("app"));
    assertThat(Leftovers.of("it-build")).isEmpty();
    assertThat(Run.docker("ps", "--all", "--no-trunc", "--format", "{{.Command}}"))
        .as("the container of the step that failed")
        .doesNotContain("it-build-step");
  }

  private static String file(String policy, String word) {
    return """
        x-fleet: {name: it-build, ports: 20400-20499}
        services:
          app:
            build: {context: app, args: [WORD=%s]}
            pull_policy: %s
            container_name: it-build-app
            network_mode: none
            command: [sleep, infinity]
            stop_signal: SIGKILL
        """
        .formatted(word, policy);
  }

  private static String said() {
    return Run.docker("exec", "it-build-app", "sh", "-c", "echo $SAID").strip();
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(folder.resolve("app"));
    return Files.writeString(file, text);
  }
}
