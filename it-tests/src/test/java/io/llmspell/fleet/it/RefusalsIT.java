package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of a fleet that runs and can't be had: said clearly, and nothing is changed. */
@NeedsEngine
class RefusalsIT {
  private static final String FLEET =
      """
      x-fleet: {name: it-refusals, ports: 20500-20549}
      services:
        lua:
          image: fleet-kernel:latest
          scale: 2
          x-kernel: {language: lua}
        one:
          image: fleet-kernel:latest
          container_name: it-refusals-only
          x-kernel: {language: lua}
      """;

  @TempDir Path folder;
  private String before = "";

  @BeforeEach
  void up() throws IOException {
    Files.writeString(folder.resolve("docker-compose.yml"), FLEET);
    fleet().run("up").succeeded();
    before = containers();
  }

  @AfterEach
  void down() {
    fleet().run("down").succeeded();
    assertThat(Leftovers.of("it-refusals")).isEmpty();
  }

  @Test
  void eachWithItsExitCodeAndWhatToDo() throws IOException {
    assertRefused(4, List.of("no kernel or service 'nobody'"), "stop", "nobody");
    assertRefused(4, List.of("no kernel or service '20549'"), "interrupt", "20549");
    assertRefused(2, List.of("it-refusals-lua-1", "it-refusals-lua-2"), "stop", "it-refusals-lua");
    assertRefused(2, List.of("1.5X", "512m"), "spawn", "--memory", "1.5X");
    assertRefused(3, List.of("container_name", "one"), "scale", "one=2");
    assertRefused(4, List.of("no config '../nowhere'"), "spawn", "../nowhere");
    assertRefused(2, List.of("-999"), "scale", "lua=-999");
  }

  @Test
  void eachProblemOfAFileWithItsPlace() throws IOException {
    assertRefused(3, List.of("wrong.yml:2:", "70000"), inFile("ports: [\"70000:80\"]"));
    assertRefused(3, List.of("wrong.yml:2:", "1.5X"), inFile("mem_limit: 1.5X"));
    assertRefused(
        3, List.of("wrong.yml:2:", "nowhere"), inFile("x-kernel: {config: ../../nowhere}"));
    assertRefused(3, List.of("wrong.yml:2:", "nowhere"), inFile("secrets: [nowhere]"));
    assertRefused(
        3,
        List.of("wrong.yml:", "missing.key"),
        inFile("secrets: [key]}\nsecrets: {key: {file: ./missing.key}"));
    Files.writeString(folder.resolve("host.yml"), "services: {lua: {network_mode: host}}\n");
    Files.writeString(folder.resolve("net.yml"), "services: {lua: {networks: [default]}}\n");
    assertRefused(
        3,
        List.of("network_mode", "networks"),
        "-f",
        "docker-compose.yml",
        "-f",
        "host.yml",
        "-f",
        "net.yml",
        "up");
  }

  /** Put over the file that runs. */
  private String[] inFile(String key) throws IOException {
    Files.writeString(folder.resolve("wrong.yml"), "services:\n  lua: {" + key + "}\n");
    return new String[] {"-f", "docker-compose.yml", "-f", "wrong.yml", "up", "--yes"};
  }

  private void assertRefused(int exitCode, List<String> said, String... words) {
    Run run = fleet().run(words);
    assertThat(run.exitCode()).as("%s: %s", List.of(words), run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(said).doesNotContain("Exception", "\tat ");
    assertThat(containers()).as("after %s", List.of(words)).isEqualTo(before);
  }

  /** With ids, so that one that was replaced is another. */
  private static String containers() {
    return Run.docker(
        "ps",
        "--all",
        "--no-trunc",
        "--filter",
        "label=io.llmspell.fleet.project=it-refusals",
        "--format",
        "{{.ID}} {{.Names}} {{.State}}");
  }

  private FleetProgram fleet() {
    return new FleetProgram(folder, folder.resolve("home"));
  }
}
