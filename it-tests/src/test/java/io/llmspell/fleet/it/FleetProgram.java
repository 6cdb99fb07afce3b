package io.llmspell.fleet.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program, run through its launcher as users run it, with a {@code FLEET_HOME} of its own. */
final class FleetProgram {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> inside = List.of();
  private Path program = root();

  FleetProgram(Path folder, Path fleetHome) {
    this.folder = folder;
    environment.put("FLEET_HOME", fleetHome.toString());
    environment.put("FLEET_BUILD", "never");
    for (String variable : List.of("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "LLMSPELL_IMAGE")) {
      environment.put(variable, "");
    }
  }

  static Path root() {
    return Path.of(System.getProperty("fleet.root"));
  }

  FleetProgram with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** From now on with this engine, and in its network. */
  FleetProgram on(FurtherEngine engine) {
    environment.putAll(engine.environment());
    return inside(engine.inside());
  }

  /** From now on with these words before its command, which run it elsewhere. */
  FleetProgram inside(List<String> words) {
    inside = List.copyOf(words);
    return this;
  }

  /** From now on from this folder, where the program has been copied to. */
  FleetProgram installedIn(Path root) {
    program = root;
    return this;
  }

  Run run(String... words) {
    return Run.of(folder, environment, "", command(words));
  }

  /** The same, begun and not waited for. */
  CompletableFuture<Run> begin(String... words) {
    return CompletableFuture.supplyAsync(() -> run(words), task -> new Thread(task).start());
  }

  /** Begins, and kills the program after this time, wherever it is then; it may have ended. */
  void runAndKill(Duration after, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(words)).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process =
        builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
    process.waitFor(after.toMillis(), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  /** The daemon, begun; what it says goes to the log. */
  FleetDaemon serve(Path log, String... options) {
    List<String> words = new ArrayList<>(List.of("serve", "--listen", "127.0.0.1:0"));
    words.addAll(List.of(options));
    ProcessBuilder builder =
        new ProcessBuilder(command(words.toArray(String[]::new))).directory(folder.toFile());
    builder.environment().putAll(environment);
    return FleetDaemon.of(builder, log);
  }

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(inside);
    command.add(program.resolve("docker-fleet").toString());
    command.addAll(List.of(words));
    return command;
  }

  /** Its result as JSON; it has to succeed. */
  JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--format", "json"));
    return parse(run(all.toArray(String[]::new)).succeeded());
  }

  static JsonNode parse(Run run) {
    return parse(run.out());
  }

  static JsonNode parse(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  /** The kernel of this service, as {@code list} shows it. */
  JsonNode kernel(String service) {
    for (JsonNode kernel : json("list")) {
      if (kernel.path("service").asText().equals(service)) {
        return kernel;
      }
    }
    throw new AssertionError("no kernel of service " + service);
  }
}
