package io.llmspell.fleet.cli;

import io.llmspell.fleet.cli.rehearsal.PretendEngine;
import io.llmspell.fleet.cli.rehearsal.PretendKernel;
import io.llmspell.fleet.cli.session.Console;
import io.llmspell.fleet.cli.session.Place;
import io.llmspell.fleet.compose.ComposeReader;
import io.llmspell.fleet.compose.ComposeReader.ReadOptions;
import io.llmspell.fleet.docker.engine.EngineLocator;
import io.llmspell.fleet.home.FleetHome;
import io.llmspell.fleet.jupyter.ConnectionFiles;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.SpecHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the usual commands against an engine and a kernel that only pretend, in a folder of its own.
 * The JVM notes which classes that takes, and makes its class-data archive of them. A second
 * program: the launcher starts it after a build.
 */
final class Rehearsal {
  private static final String IMAGE_ID = "sha256:" + "0".repeat(64);

  private static final String COMPOSE =
      """
      x-fleet: {name: rehearsal}
      services:
        lua:
          image: "fleet-kernel:latest"
          mem_limit: 512m
          cpus: 0.5
          environment: {GREETING: "${GREETING:-hello}"}
          x-kernel: {language: lua}
        js: {image: "fleet-kernel:latest", x-kernel: {language: javascript}}
        web: {image: "debian:bookworm-slim", command: sleep infinity, init: true}
      """;

  private static final String KERNEL_LABELS =
      ",\"io.llmspell.fleet.language\":\"lua\",\"io.llmspell.fleet.ports\":\"9555\","
          + "\"io.llmspell.fleet.connection\":\"provided\","
          + "\"io.llmspell.fleet.interrupt\":\"message\"";

  private final Path folder;
  private final Path root;

  Rehearsal(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  /**
   * Ends with the sum of all exit codes.
   *
   * @param args the folder, which need not be there yet
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(System.getProperty("fleet.root", "")).toAbsolutePath();
    System.exit(new Rehearsal(Files.createDirectories(Path.of(args[0])), root).run());
  }

  /** The sum of all exit codes: zero if everything went as it does in earnest. */
  int run() throws IOException {
    Path file = Files.writeString(folder.resolve("compose.yaml"), COMPOSE);
    Path socket = folder.resolve("engine.sock");
    Files.deleteIfExists(socket);
    try (PretendKernel kernel = new PretendKernel();
        PretendEngine engine = new PretendEngine(socket, answers(file))) {
      byte[] connection = ConnectionFiles.encode(kernel.connection());
      FleetHome.at(home()).writeConnectionFile("rehearsal-lua-1", connection);
      FleetHome.at(home()).writeConnectionFile("rehearsal-js-1", connection);
      new EngineLocator(Map.of(), folder, folder).candidates();
      return Stream.of(
              "list -p rehearsal",
              "list",
              "list --format json",
              "plan",
              "up",
              "version",
              "list --runtime process",
              "plan --runtime process")
          .mapToInt(line -> call(engine, line.split(" ", -1)))
          .sum();
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  private int call(PretendEngine engine, String... args) {
    Console console =
        new Console(
            new PrintWriter(Writer.nullWriter(), true),
            new PrintWriter(Writer.nullWriter(), true),
            new BufferedReader(Reader.nullReader()),
            false);
    Map<String, String> environment =
        Map.of("DOCKER_HOST", engine.address(), "FLEET_HOME", home().toString());
    Place place = new Place(environment, folder.toAbsolutePath(), folder, root);
    return Main.commandLineFor(place, console, args).execute(args);
  }

  private Path home() {
    return folder.resolve("home").toAbsolutePath();
  }

  private static Map<String, String> answers(Path file) {
    String containers =
        ComposeReader.forEnvironment(Map.of())
            .read(
                file,
                new ReadOptions(Optional.empty(), Set.of(), Map.of(), Optional.empty(), Set.of()))
            .services()
            .values()
            .stream()
            .map(Rehearsal::container)
            .collect(Collectors.joining(",", "[", "]"));
    return Map.of(
        "/version",
        "{\"Version\":\"0\",\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}",
        "/containers/json",
        containers,
        "/json",
        "{\"Id\":\"" + IMAGE_ID + "\",\"Config\":{\"User\":\"\"}}",
        "/networks",
        "[{\"Name\":\"llmspell-network\",\"Labels\":{}}]");
  }

  /** The container of a service, as it is listed if it is up to date. */
  private static String container(ServiceSpec service) {
    boolean kernel = service.isKernel();
    return """
    {"Id":"%1$s","ImageID":"%2$s","Created":0,"Names":["/rehearsal-%1$s-1"],
     "State":"running","Status":"Up 2 minutes","Ports":[],
     "NetworkSettings":{"Networks":{"n":{"Gateway":"127.0.0.1","IPAddress":"127.0.0.1"}}},
     "Labels":{"io.llmspell.fleet.project":"rehearsal","io.llmspell.fleet.id":"%3$s-%7$08x",
       "io.llmspell.fleet.name":"rehearsal-%1$s-1","io.llmspell.fleet.spec-hash":"%4$s",
       "io.llmspell.fleet.attempt":"1","io.llmspell.fleet.created-by":"nobody",
       "io.llmspell.fleet.image":"%5$s","io.llmspell.fleet.service":"%1$s",
       "io.llmspell.fleet.slot":"1"%6$s}}
    """
        .formatted(
            service.name(),
            IMAGE_ID,
            kernel ? "kernel" : "container",
            SpecHash.of(KernelDefaults.apply(service), IMAGE_ID).value(),
            service.image(),
            kernel ? KERNEL_LABELS : "",
            service.name().hashCode());
  }
}
