package io.llmspell.fleet.compose.interpolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.compose.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of variables. */
class EnvFileTest {
  @TempDir Path folder;

  @Test
  void readsCommentsQuotesAndVariables() throws IOException {
    EnvFile file =
        read(
            """
            # a comment

            PLAIN=a b  # not part of it
            HASH=a#b
            export EXPORTED=x
            SPACED = y
            EMPTY=
            SINGLE='$HOME "as is" # all'   # but this
            DOUBLE="tab\\there $FROM_ENV \\$5"
            LINES="one
            two"
            USES=${PLAIN}-${FROM_ENV}-${NO:-d}
            FROM_ENV=mine
            AFTER=$FROM_ENV
            NAME_ONLY
            """);

    assertThat(file.values())
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("PLAIN", "a b"),
                Map.entry("HASH", "a#b"),
                Map.entry("EXPORTED", "x"),
                Map.entry("SPACED", "y"),
                Map.entry("EMPTY", ""),
                Map.entry("SINGLE", "$HOME \"as is\" # all"),
                Map.entry("DOUBLE", "tab\there env $5"),
                Map.entry("LINES", "one\ntwo"),
                Map.entry("USES", "a b-env-d"),
                Map.entry("FROM_ENV", "mine"),
                Map.entry("AFTER", "env")));
    assertThat(file.names()).containsExactly("NAME_ONLY");
  }

  @Test
  void reportsEveryBadLine() throws IOException {
    Problems problems = Problems.in(folder.resolve("docker-compose.yml"));
    Path file = Files.writeString(folder.resolve("a.env"), "=x\nA=1\nB=$\nC='x' y\n");

    EnvFile read = EnvFile.read(file, Map.of(), problems, name -> {});

    assertThat(read.values()).isEqualTo(Map.of("A", "1"));
    assertThatThrownBy(problems::throwIfAny)
        .hasMessage(
            "%1$s:1: '=x' is not a line such as NAME=value%n%1$s:3: '$' is not a variable; write $$ for a dollar sign%n%1$s:4: 'y' does not belong there"
                .formatted(file));
  }

  private EnvFile read(String content) throws IOException {
    Problems problems = Problems.in(folder);
    Path file = Files.writeString(folder.resolve("a.env"), content);
    EnvFile read = EnvFile.read(file, Map.of("FROM_ENV", "env"), problems, name -> {});
    problems.throwIfAny();
    return read;
  }
}
