package io.llmspell.fleet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void readsWhatLlmspellReads() {
    CommandLine line =
        parse(
            "--config a.toml kernel start --port 9600 --id k1 --connection-file c.json"
                + " --log-file l --pid-file=p --idle-timeout 5 --max-clients 3");
    assertThat(line.command()).isEqualTo(CommandLine.Command.START);
    assertThat(line.config()).contains(Path.of("a.toml"));
    assertThat(line.port()).isEqualTo(9600);
    assertThat(line.id()).contains("k1");
    assertThat(line.connectionFile()).contains(Path.of("c.json"));
    assertThat(line.logFile()).contains(Path.of("l"));
    assertThat(line.pidFile()).contains(Path.of("p"));
    assertThat(line.idleTimeout()).contains(Duration.ofSeconds(5));
    assertThat(line.maxClients()).contains(3);
  }

  @Test
  void takesTheConfigBehindTheCommandAndFromTheEnvironment() {
    assertThat(parse("kernel start --config b.toml").config()).contains(Path.of("b.toml"));
    Map<String, String> environment = Map.of("LLMSPELL_CONFIG", "e.toml");
    assertThat(CommandLine.parse(List.of("kernel", "start"), environment).config())
        .contains(Path.of("e.toml"));
    assertThat(
            CommandLine.parse(List.of("--config", "o.toml", "kernel", "start"), environment)
                .config())
        .contains(Path.of("o.toml"));
  }

  @Test
  void helps() {
    for (String help : List.of("-h", "--help", "help", "kernel start -h", "kernel start --help")) {
      assertThat(parse(help).command()).isEqualTo(CommandLine.Command.HELP);
    }
  }

  @Test
  void isBriefAboutAWrongOption() {
    for (String wrong :
        List.of("--port", "--port x", "--port 65532", "--nope", "--daemon", "--idle-timeout -1")) {
      assertThatExceptionOfType(FleetException.class)
          .isThrownBy(() -> parse("kernel start " + wrong))
          .satisfies(e -> assertThat(e.getMessage().lines().count()).isLessThanOrEqualTo(2))
          .withMessageContaining(wrong.replaceAll(" .*", ""));
    }
  }

  @Test
  void startsAtPort9555UnlessTold() {
    assertThat(parse("kernel start").port()).isEqualTo(9555);
    assertThat(parse("kernel start").givenPort()).isEmpty();
    assertThat(parse("kernel start").idleTimeout()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    refuses("kernel start --language lua", "--language");
    refuses("kernel stop", "kernel stop");
    refuses("", "missing");
    refuses("kernel start --port", "--port");
    refuses("kernel start --port x", "whole number");
    refuses("kernel start --port 65532", "65531");
    refuses("kernel start --daemon", "foreground");
  }

  private static void refuses(String arguments, String why) {
    assertThatExceptionOfType(FleetException.class)
        .isThrownBy(() -> parse(arguments))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .withMessageContaining(why);
  }

  private static CommandLine parse(String arguments) {
    return CommandLine.parse(
        arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")), Map.of());
  }
}
