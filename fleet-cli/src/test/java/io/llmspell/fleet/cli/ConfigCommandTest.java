package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code config} prints, for which no engine has to be there. */
class ConfigCommandTest {
  @TempDir private Path folder;

  @Test
  void printsAFileThatIsPrintedTheSameAgain() {
    Outcome first = run("config");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out()).startsWith("x-fleet:\n").contains("mem_limit: \"512m\"", "image: b:2");

    Cli again = new Cli(folder).file("compose.yaml", first.out());
    assertThat(again.run("config").out()).isEqualTo(first.out());
    again.file("compose.yaml", again.run("config", "--format", "json").out());
    assertThat(again.run("config").out()).isEqualTo(first.out());
  }

  @Test
  void showsVariablesThatArePassedOnByNameOnly() {
    assertThat(run("config").out() + run("config", "--format", "json").out())
        .contains("THE_KEY: null", "\"THE_KEY\" : null")
        .doesNotContain("sk-secret");
  }

  @ParameterizedTest
  @CsvSource({
    "--services, 'lua web'",
    "--profiles, 'dev test'",
    "--images, 'a:latest b:2'",
    "--volumes, demo_data",
    "--services --profile dev, 'js lua web'",
    "--quiet, ''"
  })
  void printsAPartAlone(String options, String lines) {
    Outcome outcome = run(("config " + options).split(" ", -1));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines())
        .containsExactly(lines.isEmpty() ? new String[0] : lines.split(" "));
  }

  @Test
  void printsNamesAsAnArrayForPrograms() {
    assertThat(run("config", "--services", "--format", "json").out())
        .isEqualToIgnoringWhitespace("[\"lua\", \"web\"]");
  }

  @Test
  void printsOnePartOnly() {
    assertThat(run("config", "--services", "--images").exitCode()).isEqualTo(2);
  }

  @Test
  void quietSaysOnlyWhatIsWrong() {
    Outcome outcome =
        new Cli(folder).file("compose.yaml", "services: {a: {imag: b}}").run("config", "-q");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("compose.yaml:1: services.a", "did you mean image?");
  }

  @Test
  void aServiceThatIsNotThereHasNoHash() {
    Outcome outcome = run("config", "--hash", "luna");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).contains("no active service 'luna'", "config --services");
  }

  private Outcome run(String... words) {
    return new Cli(folder)
        .with("THE_KEY", "sk-secret")
        .with("TAG", "2")
        .file(
            "compose.yaml",
            """
            x-fleet: {name: demo}
            services:
              lua: {image: a, environment: [THE_KEY], x-kernel: {language: lua}}
              web: {image: "b:${TAG}", volumes: [data:/data]}
              js: {image: a, profiles: [dev, test]}
            volumes: {data: }
            """)
        .run(words);
  }
}
