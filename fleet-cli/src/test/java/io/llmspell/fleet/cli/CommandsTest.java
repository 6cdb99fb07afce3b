package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That only the commands that are meant are made ready shows nowhere. */
class CommandsTest {
  @TempDir private Path folder;

  @Test
  void everyCommandIsKnownByItsNames() {
    Cli cli = new Cli(folder);

    assertThat(cli.commandsFor())
        .contains("up", "ps", "version")
        .allSatisfy(name -> assertThat(cli.commandsFor(name)).contains(name).hasSizeLessThan(3));
  }

  @Test
  void anArgumentThatIsACommandsNameDoesNotHideTheCommand() {
    assertThat(new Cli(folder).commandsFor("up", "list", "stop"))
        .containsExactlyInAnyOrder("up", "list", "ps", "stop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "-p demo --help", "help"})
  void helpShowsAllCommands(String args) {
    Outcome outcome = new Cli(folder).run(args.isEmpty() ? new String[0] : args.split(" ", -1));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("up  ", "plan ", "list, ps ", "stop-all ", "version ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help ps", "list --help", "help list"})
  void helpShowsOneCommand(String args) {
    Outcome outcome = new Cli(folder).run(args.split(" ", -1));

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("Usage: docker-fleet list").contains("--services");
  }

  @Test
  void helpOfACommandThatIsNoneIsAMistake() {
    Outcome outcome = new Cli(folder).run("help", "upp");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("there is no command 'upp': `docker-fleet help` shows all");
  }

  @Test
  void theVersionIsForProgramsToo() {
    assertThat(new Cli(folder).run("version").out()).startsWith("docker-fleet ");
    assertThat(new Cli(folder).run("version", "--format", "json").out())
        .startsWith("{")
        .contains("\"version\"", "\"java\" : \"" + System.getProperty("java.version") + "\"");
  }

  @Test
  void adviceKnowsAllCommands() {
    assertThat(new Cli(folder).run("upp", "list").err()).contains("Did you mean: docker-fleet up");
  }
}
