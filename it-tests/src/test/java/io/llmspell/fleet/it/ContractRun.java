package io.llmspell.fleet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The runtime contract in a process of its own, which is how it gets into another engine's network.
 */
final class ContractRun {
  private ContractRun() {}

  /**
   * How one test, or something around all of them, ended.
   *
   * @param failure as text, with its stack; absent if it succeeded
   */
  record Result(String test, Optional<String> failure) {}

  /** Runs it on an engine, to its end. */
  static List<Result> on(FurtherEngine engine) {
    List<String> command = new ArrayList<>(engine.inside());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dfleet.rounds=2"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ContractRun.class.getName());
    Run run = Run.of(Path.of("."), engine.environment(), "", command).succeeded();
    return run.out().lines().map(FleetProgram::parse).map(ContractRun::result).toList();
  }

  private static Result result(JsonNode line) {
    return new Result(
        line.path("test").asText(), Optional.ofNullable(line.path("failure").textValue()));
  }

  /** In the process of its own: a JSON line for each result. */
  public static void main(String[] arguments) {
    PrintStream results = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(DockerRuntimeContractIT.class))
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                Optional<String> failure = result.getThrowable().map(ContractRun::text);
                if (test.isTest() || failure.isPresent()) {
                  results.println(line(test.getDisplayName(), failure));
                }
              }
            });
    // Threads that a failed test has left behind must not keep the process.
    System.exit(0);
  }

  private static String line(String test, Optional<String> failure) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("test", test);
    failure.ifPresent(text -> line.put("failure", text));
    return line.toString();
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
