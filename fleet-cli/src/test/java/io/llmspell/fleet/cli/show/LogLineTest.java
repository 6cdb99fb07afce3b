package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.runtime.LogSource.Line;
import org.junit.jupiter.api.Test;

/** A line that an instance has printed. */
class LogLineTest {
  private static final Instance REDIS = Views.plain().instance();

  @Test
  void ofSeveralItHasItsNameBeforeIt() {
    Line line = new Line(false, "ready");
    assertThat(LogLine.text(REDIS, line, 0)).isEqualTo("ready");
    assertThat(LogLine.text(REDIS, line, 14)).isEqualTo("demo-redis-1   | ready");
  }

  @Test
  void forProgramsItIsAnObjectInOneLine() {
    assertThat(LogLine.json(REDIS, new Line(true, "a \"b\"")))
        .isEqualTo(
            "{\"name\":\"demo-redis-1\",\"id\":\"%s\",\"stream\":\"stderr\",\"line\":\"a \\\"b\\\"\"}"
                .formatted(REDIS.id()));
  }
}
