package io.llmspell.fleet.daemon.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import io.llmspell.fleet.daemon.service.DaemonLog.Format;
import io.llmspell.fleet.event.FleetEvent.Kind;
import io.llmspell.fleet.json.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

class DaemonLogTest {
  private static final String OURS = "io.llmspell.fleet.loop.Keeper";
  private static final String WIRE = "org.apache.hc.client5.http.wire";

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void makeItWhole() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @ParameterizedTest
  @EnumSource
  void anEventIsAnObjectWithItsKindSubjectAndDetail(Kind kind) throws IOException {
    DaemonLog.begin(context, Format.JSON, Level.INFO, out);
    new EventLog(context.getLogger(OURS)).on(kind, "demo-lua-1", "so {} it \"is\"\nand was");
    JsonNode line = JsonText.read(onlyLine().getBytes(StandardCharsets.UTF_8));
    assertThat(line.path("kind").asText()).isEqualToIgnoringCase(kind.name()).isLowerCase();
    assertThat(line.path("subject").asText()).isEqualTo("demo-lua-1");
    assertThat(line.path("detail").asText()).isEqualTo("so {} it \"is\"\nand was");
    assertThat(line.path("message").asText()).contains("demo-lua-1");
    assertThat(line.path("level").asText()).isIn("INFO", "WARN");
    assertThat(line.path("logger").asText()).isEqualTo(OURS);
    assertThat(Instant.parse(line.path("time").asText())).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void aFaultComesWithItsStackTraceOnTheSameLine() throws IOException {
    DaemonLog.begin(context, Format.JSON, Level.INFO, out);
    context.getLogger(OURS).error("a fault", new IllegalStateException("odd"));
    JsonNode line = JsonText.read(onlyLine().getBytes(StandardCharsets.UTF_8));
    assertThat(line.path("error").asText()).contains("IllegalStateException: odd", "at io.llm");
  }

  @Test
  void textIsOneLineAnEntryWhateverIsInIt() {
    DaemonLog.begin(context, Format.TEXT, Level.INFO, out);
    new EventLog(context.getLogger(OURS)).on(Kind.FAILED, "demo-lua-1", "it said:\nERROR forged");
    assertThat(onlyLine())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ WARN  "
                + "demo-lua-1 failed: it said:\\\\nERROR forged");
  }

  @Test
  void librariesNeverShowWhatTheySendWhateverTheLevel() {
    DaemonLog.begin(context, Format.TEXT, Level.TRACE, out);
    context.getLogger(WIRE).debug(">> OPENAI_API_KEY=sk-secret");
    context.getLogger(OURS).debug("look taken");
    assertThat(onlyLine()).endsWith("DEBUG look taken");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    DaemonLog.begin(context, Format.TEXT, Level.WARN, out);
    new EventLog(context.getLogger(OURS)).on(Kind.READY, "demo-lua-1", "");
    new EventLog(context.getLogger(OURS)).on(Kind.ENDED, "demo-lua-1", "out of memory");
    assertThat(onlyLine()).endsWith("demo-lua-1 has ended: out of memory");
  }

  private String onlyLine() {
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }
}
