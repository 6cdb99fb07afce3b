package io.llmspell.fleet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.cli.Cli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code token}, which needs no engine and no Compose file. */
class TokenCommandTest {
  private static final String ALICE = "token create --user alice --role user";

  @TempDir private Path folder;

  @Test
  void theTokenIsAllThatIsOnStdoutAndIsNowhereElse() throws IOException {
    Outcome made = run(ALICE + " --max-kernels 3 --max-memory 2g --max-cpus 1.5");

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).matches("dft_[A-Za-z0-9_-]{43}\n");
    String secret = made.out().strip().substring("dft_".length());
    assertThat(made.err()).contains("alice, user").doesNotContain(secret);
    assertThat(Files.readString(folder.resolve("fleet/tokens"))).doesNotContain(secret);
    assertThat(run("token list").out())
        .doesNotContain(secret)
        .containsPattern("alice +user +3 +2g +1.5 +20");
    assertThat(run("token list --format json").out())
        .doesNotContain(secret)
        .contains("\"user\" : \"alice\"", "\"max_kernels\" : 3", "\"max_memory_mb\" : 2048.0")
        .contains("\"max_cpus\" : 1.5");
  }

  @Test
  void programsGetTheTokenWithItsId() {
    Outcome made = run(ALICE + " --format json");
    assertThat(made.out()).containsPattern("\"token\" : \"dft_[A-Za-z0-9_-]{43}\"");
    assertThat(made.err()).isEmpty();

    String id = id();
    assertThat(made.out()).contains("\"id\" : \"" + id + "\"");
    assertThat(run("token revoke " + id).out()).isEqualTo("Revoked " + id + ".\n");
    assertThat(run("token list --format json").out().strip()).isEqualTo("[ ]");
  }

  @Test
  void oneThatIsNotThereRevokesNone() {
    run(ALICE);
    Outcome outcome = run("token revoke " + id() + " 0123456789ab");

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.err()).contains("there is no token '0123456789ab'");
    assertThat(run("token list").out()).contains("alice");
  }

  @Test
  void withoutAWordMoreItShowsWhatThereIs() {
    assertThat(run("token").out()).contains("create", "list", "revoke");
    assertThat(run("complete -- token re").out()).isEqualTo("revoke\n");
    assertThat(run("complete -- token create --max-c").out()).isEqualTo("--max-cpus\n");
    assertThat(run("complete -- token create --role=op").out()).isEqualTo("--role=operator\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --user a,b --role user                       | --user: 'a,b' is not a user's name
          --user local --role user                     | 'local' is whoever has no token
          --user vera --role viewer --max-kernels 1    | a viewer makes no kernels
          --user alice --role user --max-kernels -1    | --max-kernels: '-1' is not a number of kernels
          --user alice --role user --max-memory much   | --max-memory: 'much' is not a size
          --user alice --role user --max-cpus 0        | --max-cpus: '0' is not a possible number of CPUs
          --user alice --role guest                    | guest
          --user alice                                 | --role
          --role user                                  | --user
          """)
  void badInputIsSaidAndMakesNothing(String options, String message) {
    Outcome outcome = run("token create " + options);

    assertThat(outcome.err()).contains(message);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(folder.resolve("fleet/tokens")).doesNotExist();
  }

  private String id() {
    return run("token list").out().lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
  }

  private Outcome run(String command) {
    return new Cli(folder)
        .with("FLEET_HOME", folder.resolve("fleet").toString())
        .run(command.split(" +"));
  }
}
