package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmspell.fleet.loop.Condition;
import io.llmspell.fleet.loop.Condition.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How kernels are, for people and for programs. */
class HealthReportTest {
  private static final Instant NOW = Views.STARTED.plusSeconds(10);
  private static final Condition WELL = new Condition(Views.full(), State.HEALTHY, List.of());
  private static final Condition DEAD =
      new Condition(Views.ended(), State.DEAD, List.of("first", "last"));

  @Test
  void oneLineForWhatIsWellAndTheCauseForWhatIsNot() {
    assertThat(HealthReport.lines(List.of(WELL, DEAD), NOW))
        .containsExactly(
            "healthy      demo-lua-2 (kernel-0badcafe): phase ready, ports 9560-9564, heartbeat"
                + " 1.2 ms, memory 48.3 MB of 512.0 MB",
            "dead         demo-lua-1 ("
                + Views.ended().instance().id()
                + "): phase gone, ports 9555-9559",
            "    ended: exit code 3",
            "    | first",
            "    | last",
            "1 of 2 well.");
  }

  @Test
  void programsGetEveryFactAndNullForWhatIsNotKnown() throws JsonProcessingException {
    JsonNode all = new ObjectMapper().readTree(HealthReport.json(List.of(WELL, DEAD), NOW));
    JsonNode well = all.get(0);
    assertThat(well.at("/state").textValue()).isEqualTo("healthy");
    assertThat(well.at("/healthy").booleanValue()).isTrue();
    assertThat(well.at("/ports/shell").intValue()).isEqualTo(9560);
    assertThat(well.at("/ports/heartbeat").intValue()).isEqualTo(9564);
    assertThat(well.at("/heartbeat_ms").doubleValue()).isEqualTo(1.2);
    assertThat(well.at("/memory_mb").doubleValue()).isEqualTo(48.3);
    assertThat(well.at("/memory_limit_mb").doubleValue()).isEqualTo(512);
    assertThat(well.at("/exit_code").isNull()).isTrue();
    JsonNode dead = all.get(1);
    assertThat(dead.at("/healthy").booleanValue()).isFalse();
    assertThat(dead.at("/heartbeat_ms").isNull()).isTrue();
    assertThat(dead.at("/exit_code").intValue()).isEqualTo(3);
    assertThat(dead.at("/out_of_memory").booleanValue()).isFalse();
    assertThat(dead.at("/cause").textValue()).isEqualTo("exit code 3");
    assertThat(dead.at("/last_lines/1").textValue()).isEqualTo("last");
  }

  /** A file may say so of what shall have none. */
  @Test
  void aLimitOfZeroIsNone() throws JsonProcessingException {
    List<Condition> all =
        List.of(new Condition(Views.limitedTo("0"), Condition.State.HEALTHY, List.of()));
    assertThat(HealthReport.lines(all, NOW).get(0)).endsWith(", memory 48.3 MB");
    JsonNode limit =
        new ObjectMapper().readTree(HealthReport.json(all, NOW)).at("/0/memory_limit_mb");
    assertThat(limit.isNull()).isTrue();
  }
}
