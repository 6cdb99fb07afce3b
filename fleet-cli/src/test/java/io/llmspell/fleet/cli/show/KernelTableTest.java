package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances as a table for people. */
class KernelTableTest {
  private static final Splitter COLUMNS = Splitter.on(Pattern.compile(" {2,}"));
  private static final Instant NOW = Views.STARTED.plusSeconds(10);

  @Test
  void showsWhatIsKnownUnderItsHeading() {
    List<String> lines = KernelTable.of(List.of(Views.full()), NOW, false);

    assertThat(lines).hasSize(2);
    assertThat(COLUMNS.splitToList(lines.get(0)))
        .containsExactly(
            "ID",
            "NAME",
            "STATUS",
            "HEALTH",
            "PORT",
            "LANGUAGE",
            "CONFIG",
            "MEMORY",
            "CPU",
            "UPTIME");
    assertThat(COLUMNS.splitToList(lines.get(1)))
        .containsExactly(
            "kernel-0badcafe",
            "demo-lua-2",
            "running",
            "healthy",
            "9560",
            "lua",
            "openai",
            "48.3 MB",
            "25.0%",
            "10s");
  }

  @Test
  void showsADashForWhatIsNotKnown() {
    List<String> lines = KernelTable.of(List.of(Views.plain()), Views.STARTED, false);

    assertThat(COLUMNS.splitToList(lines.get(1)).subList(1, 10))
        .containsExactly("demo-redis-1", "running", "unknown", "-", "-", "-", "-", "-", "0s");
  }

  @Test
  void showsMoreIfAskedTo() {
    List<String> lines = KernelTable.of(List.of(Views.full(), Views.ended()), NOW, true);

    assertThat(lines.get(0)).endsWith("ENDED");
    assertThat(COLUMNS.splitToList(lines.get(1)).subList(10, 15))
        .containsExactly(
            "fleet-kernel:latest",
            Views.full().instance().handle(),
            "tester",
            Views.FILE.toString(),
            "-");
    assertThat(COLUMNS.splitToList(lines.get(2))).endsWith("-", "exit code 3");
  }

  @Test
  void alignsItsColumnsAndLeavesNoBlanksAtTheEnd() {
    List<String> lines =
        KernelTable.of(List.of(Views.full(), Views.plain(), Views.ended()), NOW, true);

    int status = lines.get(0).indexOf("STATUS");
    assertThat(lines).extracting(line -> line.charAt(status - 1)).containsOnly(' ');
    assertThat(lines.subList(1, 4))
        .extracting(line -> line.substring(status, status + 4))
        .containsExactly("runn", "runn", "dead");
    assertThat(lines).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void isAHeadingIfThereIsNothing() {
    assertThat(KernelTable.of(List.of(), NOW, false)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 0s", "59, 59s", "60, 1m0s", "3599, 59m59s", "3600, 1h0m", "90061, 25h1m"})
  void showsTimeInTheTwoUnitsThatMatter(long seconds, String shown) {
    List<String> lines =
        KernelTable.of(List.of(Views.full()), Views.STARTED.plusSeconds(seconds), false);

    assertThat(lines.get(1)).endsWith(" " + shown);
  }

  @Test
  void saysHowToConnectToEachKernelThatCanBeConnectedTo() {
    assertThat(KernelTable.connectLines(List.of(Views.plain(), Views.full(), Views.bare())))
        .containsExactly("jupyter console --existing " + Views.FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b/c.json", "/a$b", "/a;b", "/ä.json", "/a`b`", "/a\"b", "/a*"})
  void quotesAPathThatAShellWouldNotTakeAsItIs(String path) {
    assertThat(KernelTable.connectLine(Path.of(path)))
        .isEqualTo("jupyter console --existing '" + path + "'");
  }

  @Test
  void quotesAQuoteInAPath() {
    assertThat(KernelTable.connectLine(Path.of("/jane's/k.json")))
        .isEqualTo("jupyter console --existing '/jane'\\''s/k.json'");
  }
}
