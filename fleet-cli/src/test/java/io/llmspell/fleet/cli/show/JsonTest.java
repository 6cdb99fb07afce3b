package io.llmspell.fleet.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.loop.Failure;
import io.llmspell.fleet.loop.KernelView;
import io.llmspell.fleet.loop.UpResult;
import io.llmspell.fleet.model.Phase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results for programs: their fields are a promise. */
class JsonTest {
  private static final List<String> PROMISED =
      List.of(
          "id",
          "name",
          "service",
          "slot",
          "status",
          "phase",
          "health",
          "port",
          "language",
          "config",
          "image",
          "container_id",
          "connection_file",
          "memory_mb",
          "cpu_percent",
          "uptime_seconds",
          "started_at");
  private static final Instant NOW = Views.STARTED.plusSeconds(10);

  @Test
  void tellsAllThatIsKnownOfAKernel() {
    JsonNode node = parsed(Json.of(Views.full(), NOW));

    assertThat(node.at("/id").textValue()).isEqualTo("kernel-0badcafe");
    assertThat(node.at("/name").textValue()).isEqualTo("demo-lua-2");
    assertThat(node.at("/service").textValue()).isEqualTo("lua");
    assertThat(node.at("/slot").textValue()).isEqualTo("lua-2");
    assertThat(node.at("/status").textValue()).isEqualTo("running");
    assertThat(node.at("/phase").textValue()).isEqualTo("ready");
    assertThat(node.at("/health").textValue()).isEqualTo("healthy");
    assertThat(node.at("/port").intValue()).isEqualTo(9560);
    assertThat(node.at("/language").textValue()).isEqualTo("lua");
    assertThat(node.at("/config").textValue()).isEqualTo("openai");
    assertThat(node.at("/image").textValue()).isEqualTo("fleet-kernel:latest");
    assertThat(node.at("/container_id").textValue()).isEqualTo(Views.full().instance().handle());
    assertThat(node.at("/connection_file").textValue()).isEqualTo(Views.FILE.toString());
    assertThat(node.at("/memory_mb").doubleValue()).isEqualTo(48.3);
    assertThat(node.at("/memory_limit_mb").doubleValue()).isEqualTo(512);
    assertThat(node.at("/cpu_percent").doubleValue()).isEqualTo(25);
    assertThat(node.at("/uptime_seconds").longValue()).isEqualTo(10);
    assertThat(Instant.parse(node.at("/started_at").textValue())).isEqualTo(Views.STARTED);
    assertThat(node.at("/created_by").textValue()).isEqualTo("tester");
    assertThat(node.at("/cause").isNull()).isTrue();
  }

  @Test
  void everyPromisedFieldIsThereWhateverIsKnown() {
    for (KernelView view : List.of(Views.full(), Views.bare(), Views.plain(), Views.ended())) {
      assertThat(fields(parsed(Json.of(view, NOW)))).containsAll(PROMISED);
    }
  }

  @Test
  void whatIsNotKnownIsNull() {
    JsonNode node = parsed(Json.of(Views.bare(), NOW));

    assertThat(PROMISED.stream().filter(field -> node.at("/" + field).isNull()).toList())
        .containsExactly(
            "service",
            "slot",
            "config",
            "connection_file",
            "memory_mb",
            "cpu_percent",
            "uptime_seconds",
            "started_at");
    assertThat(node.at("/status").textValue()).isEqualTo("starting");
  }

  @Test
  void aPlainContainerHasNothingThatOnlyKernelsHave() {
    JsonNode node = parsed(Json.of(Views.plain(), NOW));

    assertThat(node.at("/port").isNull()).isTrue();
    assertThat(node.at("/language").isNull()).isTrue();
    assertThat(node.at("/config").isNull()).isTrue();
    assertThat(node.at("/service").textValue()).isEqualTo("redis");
  }

  @Test
  void whatHasEndedIsDeadAndSaysWhy() {
    JsonNode node = parsed(Json.of(Views.ended(), NOW));

    assertThat(node.at("/status").textValue()).isEqualTo("dead");
    assertThat(node.at("/cause").textValue()).isEqualTo("exit code 3");
    assertThat(node.at("/uptime_seconds").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PENDING, starting",
    "CREATING, starting",
    "STARTING, starting",
    "READY, running",
    "DRAINING, running",
    "STOPPING, running",
    "GONE, dead"
  })
  void theStatusIsOneOfThreeWords(Phase phase, String status) {
    KernelView view = Views.shown(Views.plain().instance(), phase);

    assertThat(parsed(Json.of(view, NOW)).at("/status").textValue()).isEqualTo(status);
  }

  @Test
  void aClockThatRunsBehindTheEnginesGivesNoNegativeTime() {
    JsonNode node = parsed(Json.of(Views.full(), Views.STARTED.minusSeconds(3)));

    assertThat(node.at("/uptime_seconds").longValue()).isZero();
    assertThat(node.at("/cpu_percent").isNull()).isTrue();
  }

  @Test
  void aListIsAnArray() {
    assertThat(parsed(Json.of(List.of(), NOW)).isArray()).isTrue();
    assertThat(parsed(Json.of(List.of(Views.full(), Views.plain()), NOW)))
        .extracting(node -> node.at("/name").textValue())
        .containsExactly("demo-lua-2", "demo-redis-1");
  }

  @Test
  void aPlanIsAnArrayOfWhatIsDoneToWhatAndWhy() {
    JsonNode plan = parsed(Json.of(Plans.full()));

    assertThat(plan)
        .extracting(n -> n.at("/action").textValue() + " " + n.at("/subject").textValue())
        .containsExactly(
            "bring image fleet-kernel:latest",
            "remove demo-old-1",
            "replace demo-lua-1",
            "start demo-js-1",
            "keep demo-redis-1",
            "orphan demo-gone-1");
    assertThat(plan.at("/2/reason").textValue()).isEqualTo("its image changed");
  }

  @Test
  void upTellsWhetherItChangedAnythingAndWhatFailed() {
    Failure failure = new Failure("demo-js-1", ErrorCode.IMAGE_UNAVAILABLE, "no such image");

    JsonNode changed =
        parsed(Json.of(new UpResult(Plans.full(), List.of(Views.full()), List.of(failure)), NOW));
    JsonNode same = parsed(Json.of(new UpResult(Plans.none(), List.of(), List.of()), NOW));

    assertThat(changed.at("/changed").booleanValue()).isTrue();
    assertThat(changed.at("/plan")).hasSize(6);
    assertThat(changed.at("/kernels/0/id").textValue()).isEqualTo("kernel-0badcafe");
    assertThat(changed.at("/failures/0/subject").textValue()).isEqualTo("demo-js-1");
    assertThat(changed.at("/failures/0/code").textValue()).isEqualTo("image_unavailable");
    assertThat(changed.at("/failures/0/cause").textValue()).isEqualTo("no such image");
    assertThat(same.at("/changed").booleanValue()).isFalse();
    assertThat(same.at("/failures").isArray()).isTrue();
  }

  @Test
  void namesAndConnectionFilesAreEscaped() {
    assertThat(parsed(Json.ofNames(List.of("a", "b\"c"))))
        .extracting(JsonNode::textValue)
        .containsExactly("a", "b\"c");
    JsonNode connection = parsed(Json.ofConnection(Path.of("/a b/\"c\".json")));
    assertThat(connection.at("/connection_file").textValue()).isEqualTo("/a b/\"c\".json");
  }

  private static List<String> fields(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
