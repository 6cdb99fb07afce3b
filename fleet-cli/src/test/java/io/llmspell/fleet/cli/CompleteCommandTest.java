package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shells are told that a word can become. */
class CompleteCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void aFileWithProfiles() {
    new Cli(folder)
        .file(
            "compose.yaml",
            """
            x-fleet: {name: demo}
            services:
              lua: {image: "fleet-kernel:latest", x-kernel: {language: lua}}
              dev:
                image: "fleet-kernel:latest"
                profiles: [debug, team]
                x-kernel: {language: lua}
            """);
  }

  @Test
  void commandsByTheirBeginning() {
    assertThat(complete("st")).containsExactly("stats", "stop", "stop-all");
    assertThat(complete("")).contains("up", "ps", "health").doesNotContain("complete");
    assertThat(complete("-p", "demo", "hea")).containsExactly("health");
  }

  @Test
  void optionsOfTheCommandAndOfAll() {
    assertThat(complete("up", "--no-")).containsExactly("--no-wait");
    assertThat(complete("list", "--proj")).containsExactly("--project-name");
  }

  @Test
  void valuesThatAnOptionTakes() {
    assertThat(complete("list", "--format", "")).containsExactly("table", "json");
    assertThat(complete("up", "--profile", "")).containsExactly("debug", "team");
    assertThat(complete("--profile", "t")).containsExactly("team");
    assertThat(complete("up", "--profile=t")).containsExactly("--profile=team");
    assertThat(complete("--runtime=")).hasSize(3).contains("--runtime=docker");
    assertThat(complete("up", "--file=", "--nonsense=x")).isEmpty();
  }

  @Test
  void servicesAlsoOfOtherFilesAndProfiles() {
    assertThat(complete("up", "")).containsExactly("dev", "lua");
    assertThat(complete("up", "lua", "d")).containsExactly("dev");
    new Cli(folder)
        .file("other.yaml", "services: {web: {image: \"debian:bookworm-slim\", init: true}}");
    assertThat(complete("-f", "other.yaml", "up", "")).containsExactly("web");
  }

  @Test
  void whatCannotBeKnownIsNothingAndNoError() {
    assertThat(complete("stop", "")).as("no engine is there").isEmpty();
    assertThat(complete("-f", "missing.yaml", "up", "")).isEmpty();
    assertThat(complete("no-such-command", "x")).isEmpty();
    assertThat(complete("spawn", "--config", "x")).as("a file").isEmpty();
  }

  private List<String> complete(String... words) {
    List<String> all = new ArrayList<>(List.of("complete", "--"));
    all.addAll(List.of(words));
    Outcome outcome = new Cli(folder).run(all.toArray(String[]::new));
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    return outcome.out().lines().toList();
  }
}
