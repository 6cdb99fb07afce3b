package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.event.FleetEvent.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One line for each thing that happens. */
class ProgressTest {

  @ParameterizedTest
  @CsvSource({
    "IMAGE, redis:7, pulling, image redis:7: pulling",
    "CREATED, network demo, '', network demo created",
    "STARTING, demo-lua-1, '', demo-lua-1 starting",
    "STARTED, demo-lua-1, kernel-0badcafe, demo-lua-1 started: kernel-0badcafe",
    "READY, demo-lua-1, '', demo-lua-1 ready",
    "FAILED, demo-lua-1, exit code 3, demo-lua-1 failed",
    "STOPPING, demo-lua-1, '', demo-lua-1 stopping",
    "REMOVED, demo-lua-1, '', demo-lua-1 removed",
    "WARNING, demo-lua-1, KEY is not set, warning: demo-lua-1: KEY is not set"
  })
  void saysWhatHappened(Kind kind, String subject, String detail, String line) {
    assertThat(printed(kind, subject, detail)).isEqualToIgnoringNewLines(line);
  }

  @ParameterizedTest
  @EnumSource
  void everyKindIsOneLineThatNamesItsSubject(Kind kind) {
    assertThat(printed(kind, "demo-lua-1", "so").lines().toList())
        .hasSize(1)
        .allMatch(line -> line.contains("demo-lua-1"));
  }

  private static String printed(Kind kind, String subject, String detail) {
    StringWriter out = new StringWriter();
    new Progress(new PrintWriter(out, true)).on(kind, subject, detail);
    return out.toString();
  }
}
