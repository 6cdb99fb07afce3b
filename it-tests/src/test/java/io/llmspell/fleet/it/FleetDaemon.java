package io.llmspell.fleet.it;

import io.llmspell.fleet.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code docker-fleet serve}, as a process that a test may end in any way. */
final class FleetDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;

  private FleetDaemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Started, and not waited for. */
  static FleetDaemon of(ProcessBuilder program, Path log) {
    try {
      return new FleetDaemon(
          program.redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has said so far. */
  String said() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Until it has said this. */
  FleetDaemon awaitSaying(String text) {
    Eventually.see(PATIENCE, this::said, said -> said.contains(text) || !process.isAlive());
    if (!said().contains(text)) {
      throw new AssertionError("the daemon ended: " + said());
    }
    return this;
  }

  long pid() {
    return process.pid();
  }

  /** SIGKILL, whatever it does. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** SIGHUP. */
  void hangUp() {
    Run.of(Path.of("."), Map.of(), "", List.of("kill", "-HUP", String.valueOf(pid()))).succeeded();
  }

  /** SIGTERM; returns its exit code. */
  int end() {
    process.destroy();
    return exitCode();
  }

  private int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the daemon does not end: " + said());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
