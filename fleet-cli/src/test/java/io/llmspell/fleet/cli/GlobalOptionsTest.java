package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.session.GlobalOptions;
import io.llmspell.fleet.cli.session.GlobalOptions.RuntimeChoice;
import io.llmspell.fleet.runtime.StartRequest.Publish;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;

/** Options that every command takes, on both sides of its word. */
class GlobalOptionsTest {
  private static final List<String> ALL =
      List.of(
          "--file",
          "a.yml",
          "-p",
          "demo",
          "--profile",
          "dev",
          "--runtime",
          "docker",
          "--publish",
          "always",
          "--format",
          "json",
          "--stacktrace");

  @TempDir private Path folder;
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void start() {
    cli = new Cli(folder);
  }

  static List<String> commands() {
    return List.of(
        "up",
        "plan",
        "down",
        "list",
        "ps",
        "spawn",
        "stop k",
        "stop-all",
        "interrupt k",
        "logs k",
        "connect",
        "version");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void areTakenBeforeTheCommandsWord(String command) {
    assertAllTaken(cli.options(join(ALL, words(command))));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void areTakenAfterTheCommandsWord(String command) {
    assertAllTaken(cli.options(join(words(command), ALL)));
  }

  @Test
  void haveTheirDefaultsIfNoneIsGiven() {
    GlobalOptions options = cli.options("up");

    assertThat(options.files()).isEmpty();
    assertThat(options.project()).isEmpty();
    assertThat(options.profiles()).isEmpty();
    assertThat(options.runtime()).isEqualTo(RuntimeChoice.AUTO);
    assertThat(options.publish()).isEqualTo(Publish.AUTO);
    assertThat(options.json()).isFalse();
    assertThat(options.stacktrace()).isFalse();
  }

  @Test
  void severalProfilesAddUp() {
    assertThat(cli.options("--profile", "a", "--profile", "b", "up").profiles())
        .containsExactly("a", "b");
    assertThat(cli.options("up", "--profile", "a", "--profile", "b").profiles())
        .containsExactly("a", "b");
  }

  @Test
  void profilesBeforeAndAfterTheWordAddUp() {
    assertThat(cli.options("--profile", "a", "up", "--profile", "b", "--profile", "c").profiles())
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "plan", "down", "list", "ps", "spawn", "connect", "stop-all"})
  void fNamesTheFileBeforeAndAfterTheWord(String command) {
    assertThat(cli.options("-f", "a.yml", command).files()).containsExactly(Path.of("a.yml"));
    assertThat(cli.options(command, "-f", "a.yml").files()).containsExactly(Path.of("a.yml"));
  }

  @ParameterizedTest
  @CsvSource({
    "-f a.yml -f b.yml up",
    "up -f a.yml -f b.yml",
    "--file a.yml --file b.yml up",
    "-f a.yml up -f b.yml",
    "--file a.yml up --file b.yml"
  })
  void severalFilesAddUpInTheirOrder(String line) {
    assertThat(cli.options(line.split(" ", -1)).files())
        .containsExactly(Path.of("a.yml"), Path.of("b.yml"));
  }

  @Test
  void fFollowsAfterLogsAndNamesTheFileBefore() {
    ParseResult parsed = cli.parse("-f", "a.yml", "logs", "-f", "-n", "5", "k");

    ParseResult logs = parsed.subcommand();
    assertThat(logs.<Boolean>matchedOptionValue("--follow", false)).isTrue();
    assertThat(logs.matchedOptionValue("--tail", OptionalInt.empty())).hasValue(5);
    assertThat(cli.options("-f", "a.yml", "logs", "-f", "k").files())
        .containsExactly(Path.of("a.yml"));
    assertThat(cli.options("logs", "-f", "k").files()).isEmpty();
  }

  @Test
  void logsDoNotFollowUnlessToldTo() {
    ParseResult logs = cli.parse("-f", "a.yml", "logs", "k").subcommand();

    assertThat(logs.<Boolean>matchedOptionValue("--follow", false)).isFalse();
  }

  @Test
  void logsTakeTheFileAfterTheirWordByItsLongName() {
    assertThat(cli.options("logs", "k", "--file", "a.yml").files())
        .containsExactly(Path.of("a.yml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "JSON", "Json"})
  void choicesAreTakenInAnyCase(String format) {
    assertThat(cli.options("list", "--format", format).json()).isTrue();
  }

  @Test
  void theProjectHasALongNameToo() {
    assertThat(cli.options("--project-name", "demo", "up").project()).contains("demo");
    assertThat(cli.options("up", "--project-name=demo").project()).contains("demo");
  }

  private static void assertAllTaken(GlobalOptions options) {
    assertThat(options.files()).containsExactly(Path.of("a.yml"));
    assertThat(options.project()).contains("demo");
    assertThat(options.profiles()).containsExactly("dev");
    assertThat(options.runtime()).isEqualTo(RuntimeChoice.DOCKER);
    assertThat(options.publish()).isEqualTo(Publish.ALWAYS);
    assertThat(options.json()).isTrue();
    assertThat(options.stacktrace()).isTrue();
  }

  private static List<String> words(String command) {
    return List.of(command.split(" ", -1));
  }

  private static String[] join(List<String> first, List<String> second) {
    return java.util.stream.Stream.concat(first.stream(), second.stream()).toArray(String[]::new);
  }
}
