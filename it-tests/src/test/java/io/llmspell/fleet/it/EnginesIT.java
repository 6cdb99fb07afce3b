package io.llmspell.fleet.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The range of engines: the runtime contract on each, and what a newcomer does. */
@EnabledIfSystemProperty(
    named = "it.engines",
    matches = ".+",
    disabledReason = "scripts/ensure-engines has started none, or make test has not asked it to")
class EnginesIT {

  @TestFactory
  Stream<DynamicContainer> theRuntimeContract() throws Exception {
    List<FurtherEngine> engines = FurtherEngine.all();
    ExecutorService atOnce = Executors.newFixedThreadPool(engines.size());
    try {
      List<Future<List<ContractRun.Result>>> runs =
          engines.stream().map(engine -> atOnce.submit(() -> ContractRun.on(engine))).toList();
      Stream.Builder<DynamicContainer> containers = Stream.builder();
      for (int i = 0; i < engines.size(); i++) {
        containers.add(container(engines.get(i), runs.get(i).get()));
      }
      return containers.build();
    } finally {
      atOnce.shutdownNow();
    }
  }

  private static DynamicContainer container(
      FurtherEngine engine, List<ContractRun.Result> results) {
    // An empty contract would be held by every engine.
    assertThat(results).as("the contract on " + engine).hasSizeGreaterThan(50);
    return DynamicContainer.dynamicContainer(
        engine.name(),
        results.stream()
            .map(
                result ->
                    DynamicTest.dynamicTest(
                        engine + ": " + result.test(),
                        () -> assertThat(result.failure()).isEmpty())));
  }

  @ParameterizedTest
  @MethodSource("io.llmspell.fleet.it.FurtherEngine#all")
  void theShippedFleetServesStockClients(FurtherEngine engine, @TempDir Path home) {
    FleetProgram fleet = new FleetProgram(FleetProgram.root(), home).on(engine);
    fleet.run("up").succeeded();
    try {
      JsonNode kernel = fleet.kernel("kernel-lua-openai");
      assertThat(kernel.path("health").asText()).isEqualTo("healthy");
      assertThat(kernel.path("memory_mb").asDouble()).isBetween(1.0, 512.0);
      String file = kernel.path("connection_file").asText();
      try (StockClient client = new StockClient(engine.inside(), file)) {
        assertThat(client.execute("answer = 41").path("status").asText()).isEqualTo("ok");
        client.begin("print('begun') while true do end");
        fleet.run("interrupt", "kernel-lua-openai").succeeded();
        assertThat(client.end().path("status").asText()).isEqualTo("error");
        assertThat(client.execute("answer + 1").path("result").asText()).isEqualTo("42");
      }
      assertThat(fleet.run("plan").succeeded().out()).contains("Nothing to do.");
    } finally {
      fleet.run("down").succeeded();
    }
    assertThat(Leftovers.of("llmspell", engine.environment())).isEmpty();
  }
}
