package io.llmspell.fleet.compose.interpolate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.compose.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            KEY=#abc
            TWICE=x
            TWICE=y
            LAST=${TWICE}
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
                Map.entry("KEY", "#abc"),
                Map.entry("TWICE", "y"),
                Map.entry("LAST", "y"),
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
  void reportsEveryBadLineAndNothingOfWhatItSays() throws IOException {
    Problems problems = Problems.in(folder.resolve("docker-compose.yml"));
    Path file =
        Files.writeString(
            folder.resolve("a.env"), "=sk-1\nA=1\nB=sk$\nC='x' sk-2\nD=${sk-\nsk-3 sk-4\nE='sk\n");

    EnvFile read = EnvFile.read(file, Map.of(), problems, name -> {});

    assertThat(read.values()).isEqualTo(Map.of("A", "1"));
    assertThatThrownBy(problems::throwIfAny)
        .hasMessage(
            """
            %1$s:1: is not a line such as NAME=value
            %1$s:3: B: has a $ that begins no variable; write $$ for a dollar sign
            %1$s:4: C: has something after its closing quote
            %1$s:5: D: has a ${ with no closing brace
            %1$s:6: is not a line such as NAME=value
            %1$s:7: E: has a quote (') that is not closed"""
                .formatted(file));
  }

  @Test
  void tellsOfVariablesThatNobodySet() throws IOException {
    Path file = Files.writeString(folder.resolve("a.env"), "A=pa$word\nB='$literal'\n");
    List<String> unset = new ArrayList<>();

    EnvFile.read(file, Map.of(), Problems.in(folder), unset::add);

    assertThat(unset).containsExactly("word");
  }

  @Test
  void refusesWhatIsNoFileOfAPerson() throws IOException {
    Path large = Files.write(folder.resolve("large.env"), new byte[(1 << 20) + 1]);
    Problems problems = Problems.in(folder);

    EnvFile.read(large, Map.of(), problems, name -> {});
    EnvFile.read(Path.of("/dev/zero"), Map.of(), problems, name -> {});

    assertThatThrownBy(problems::throwIfAny)
        .hasMessage(
            "/dev/zero: is not a file%n%s: is too large for an environment file: more than 1 MiB"
                .formatted(large));
  }

  private EnvFile read(String content) throws IOException {
    Problems problems = Problems.in(folder);
    Path file = Files.writeString(folder.resolve("a.env"), content);
    EnvFile read = EnvFile.read(file, Map.of("FROM_ENV", "env"), problems, name -> {});
    problems.throwIfAny();
    return read;
  }
}
