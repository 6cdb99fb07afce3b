package io.llmspell.fleet.it;

import io.llmspell.fleet.docker.engine.EngineEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An engine of a test's own beside the machine's, with a small disk in memory, that may be filled
 * and paused. It has no bridge and leaves the machine's firewall alone. Needs root.
 */
final class SecondEngine implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;

  /** Has the disk and the network for as long as it lives. */
  private final Process holder;

  private Process dockerd;

  private SecondEngine(Path folder, Process holder) throws IOException {
    this.folder = folder;
    this.holder = holder;
    this.dockerd = dockerd();
  }

  /** Starts one with a tiny disk, and waits until it answers. */
  static SecondEngine in(Path folder) throws IOException {
    return in(folder, "32m");
  }

  /**
   * Starts it, and waits until it answers.
   *
   * @param size of its disk, as tmpfs has it
   */
  static SecondEngine in(Path folder, String size) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    // The disk is seen by this engine alone, and goes with it. So is its network: started with
    // --bridge=none, an engine deletes the docker0 that it sees, be it another engine's.
    String script =
        "mount -t tmpfs -o size="
            + size
            + " tmpfs "
            + data
            + " && ip link set lo up && echo there && exec sleep infinity";
    Process process =
        new ProcessBuilder("unshare", "-m", "-n", "--propagation", "private", "sh", "-c", script)
            .redirectError(folder.resolve("log").toFile())
            .start();
    if (process.inputReader().readLine() == null) {
      throw new AssertionError("no second engine: " + Files.readString(folder.resolve("log")));
    }
    SecondEngine engine = new SecondEngine(folder, process);
    try {
      engine.awaitAnswer();
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  private Process dockerd() throws IOException {
    List<String> command = new ArrayList<>(inside("-m", "-n"));
    command.addAll(
        List.of(
            "dockerd",
            "--bridge=none",
            "--iptables=false",
            "--ip6tables=false",
            "--data-root",
            folder.resolve("data").toString(),
            "--exec-root",
            folder.resolve("exec").toString(),
            "--pidfile",
            folder.resolve("pid").toString(),
            "-H",
            host()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
        .start();
  }

  /** What goes before a command so that it runs in the engine's network. */
  List<String> inside() {
    return inside("-n");
  }

  private List<String> inside(String... namespaces) {
    List<String> words = new ArrayList<>(List.of("nsenter", "-t", String.valueOf(holder.pid())));
    words.addAll(List.of(namespaces));
    words.add("--");
    return words;
  }

  /** Ends it, with all that runs on it, and starts it anew on the same disk. */
  void restart() throws IOException {
    end(dockerd);
    dockerd = dockerd();
    awaitAnswer();
  }

  /** Gives it an image of the machine's engine. */
  void load(String image) {
    run("sh", "-c", "docker save " + image + " | docker --host " + host() + " load");
  }

  EngineEndpoint endpoint() {
    return new EngineEndpoint(URI.create(host()), "DOCKER_HOST", true, Optional.empty());
  }

  /** As {@code DOCKER_HOST} has it. */
  String host() {
    return "unix://" + socket(folder);
  }

  /** The plain Docker client, on this engine. */
  Run docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker", "--host", host()));
    command.addAll(List.of(words));
    return Run.of(folder, Map.of(), "", command);
  }

  /** Makes an image with one program, {@code /true}. */
  void makeImage(String name) throws IOException {
    Path content = Files.createDirectories(folder.resolve("image"));
    Files.writeString(content.resolve("true"), "#!/bin/false\n");
    Path archive = folder.resolve("image.tar");
    run("tar", "-C", content.toString(), "-cf", archive.toString(), ".");
    docker("import", archive.toString(), name).succeeded();
  }

  void fillDisk() throws IOException {
    byte[] block = new byte[64 * 1024];
    try (OutputStream file = Files.newOutputStream(filling())) {
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space left on device")) {
        throw full;
      }
    }
  }

  void emptyDisk() throws IOException {
    Files.delete(filling());
  }

  /** Takes all processor time from it: its socket still accepts connections. */
  void pause() {
    run("kill", "-STOP", String.valueOf(dockerd.pid()));
  }

  void resume() {
    run("kill", "-CONT", String.valueOf(dockerd.pid()));
  }

  @Override
  public void close() {
    resume();
    end(dockerd);
    end(holder);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The disk as the engine itself sees it. */
  private Path filling() {
    return Path.of("/proc", String.valueOf(dockerd.pid()), "root")
        .resolve(folder.resolve("data/filling").toString().substring(1));
  }

  private void awaitAnswer() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (docker("version").exitCode() != 0) {
      if (!dockerd.isAlive() || System.nanoTime() - deadline > 0) {
        throw new AssertionError("no second engine: " + Files.readString(folder.resolve("log")));
      }
    }
  }

  private static Path socket(Path folder) {
    return folder.resolve("engine.sock");
  }

  private static void run(String... command) {
    Run.of(Path.of("."), Map.of(), "", List.of(command)).succeeded();
  }
}
