package io.llmspell.fleet.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How problems are reported, and which bounds hold. */
class ReportingTest {
  private static final String A = "services: {a: {image: i}}\n";

  @TempDir Path folder;

  @Test
  void reportsEverythingAtOnceInTheOrderOfTheFile() {
    assertThat(
            new ComposeFolder(folder)
                .problems(
                    """
                    services:
                      b:
                        image: i
                        cpus: x
                      a:
                        imagee: i
                        restart: never
                    models: {}
                    """))
        .hasSize(5)
        .isSortedAccordingTo((one, two) -> Integer.compare(line(one), line(two)));
  }

  @Test
  void looksAtInactiveServicesToo() {
    assertThat(
            new ComposeFolder(folder)
                .problems("services: {a: {image: i, profiles: [p], cpus: x}, b: {image: i}}"))
        .singleElement()
        .asString()
        .contains("services.a.cpus");
  }

  @Test
  void letsServicesThatAreNeverThereTogetherShareNamesAndPorts() {
    String yaml =
        """
        services:
          a: {image: i, container_name: nn, ports: ['80:80'], profiles: [p]}
          b: {image: i, container_name: nn, ports: ['80:80'], profiles: [q]}
        """;

    assertThat(new ComposeFolder(folder).problems(yaml)).isEmpty();
    assertThat(new ComposeFolder(folder).profiles("p", "q").problems(yaml)).hasSize(2);
  }

  @Test
  void whatNobodyUsesOfAnExtensionMayHoldADollarSign() {
    String extensions = "x-note: \"costs $5\"\nx-more: &more {command: \"a$\", labels: [\"$\"]}\n";
    ComposeFolder compose = new ComposeFolder(folder);

    assertThat(compose.problems(extensions + A)).isEmpty();
    assertThat(compose.problems(extensions + "services:\n  a: {<<: *more, image: i, x-b: $}\n"))
        .containsExactly(
            "docker-compose.yml:2: services.a.command: has a $ that begins no variable; write $$"
                + " for a dollar sign",
            "docker-compose.yml:2: services.a.labels[0]: has a $ that begins no variable; write $$"
                + " for a dollar sign");
    assertThat(
            compose.problems(
                extensions
                    + "services:\n  b: {<<: *more, image: i}\n  a: {extends: b, labels: {c: d}}\n"))
        .isNotEmpty();
  }

  @Test
  void boundsWhatAliasesExpandTo() {
    StringBuilder yaml = new StringBuilder(A).append("x-0: &l0 [a, a]\n");
    // More doublings than a long counts.
    for (int level = 1; level < 70; level++) {
      String below = "*l" + (level - 1);
      yaml.append("x-%d: &l%d [%s, %s]%n".formatted(level, level, below, below));
    }

    assertThat(new ComposeFolder(folder).problems(yaml.toString()))
        .containsExactly(
            "docker-compose.yml: is too large: its aliases expand to more than 100000 values");
  }

  @Test
  void boundsHowDeepAFileMayNest() {
    assertThat(new ComposeFolder(folder).problems("x-a: " + "[".repeat(5000)))
        .singleElement()
        .asString()
        .contains("not valid YAML");
  }

  @Test
  void complainsOfTheCallersWordsWithoutALine() {
    String yaml =
        "services: {cache: {image: i, container_name: cc, profiles: [dev]}, b: {image: i}}";

    assertThat(new ComposeFolder(folder).profiles("dve").problems(yaml))
        .containsExactly("docker-compose.yml: no service has the profile 'dve'; did you mean dev?");
    assertThat(new ComposeFolder(folder).scale("cahce", 2).problems(yaml))
        .containsExactly(
            "docker-compose.yml: can't scale 'cahce': there is no such service; did you mean"
                + " cache?");
    assertThat(new ComposeFolder(folder).scale("cache", 2).problems(yaml))
        .containsExactly(
            "docker-compose.yml:1: services.cache.container_name: can't be the name of 2 replicas;"
                + " remove it, or have one");
  }

  @Test
  void complainsOfEnvironmentFilesUnderTheirOwnNames() {
    ComposeFolder compose =
        new ComposeFolder(folder).with(".env", "A=1\nnot a line\n").with("a.env", "B='x\n");

    assertThat(compose.problems("services:\n  a:\n    image: i\n    env_file: a.env\n"))
        .containsExactly(
            ".env:2: is not a line such as NAME=value",
            "a.env:1: B: has a quote (') that is not closed");
  }

  @Test
  void saysThatAFileIsNotThere() {
    assertThatThrownBy(
            () ->
                ComposeReader.forEnvironment(Map.of())
                    .read(folder.resolve("no.yml"), ComposeReader.ReadOptions.NONE))
        .isInstanceOfSatisfying(
            FleetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining("no.yml: no such Compose file");
  }

  @Test
  void saysThatAFileIsNoText() throws IOException {
    ComposeFolder compose = new ComposeFolder(folder);
    Files.write(compose.file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> compose.reader().read(compose.file(), ComposeReader.ReadOptions.NONE))
        .hasMessageEndingWith("docker-compose.yml: is not text in UTF-8");
  }

  private static int line(String problem) {
    return Integer.parseInt(problem.split(":", 3)[1]);
  }
}
