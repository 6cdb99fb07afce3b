package io.llmspell.fleet.process;

import io.llmspell.fleet.testkit.Outsider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Somebody whose processes are none of the fleet's, and who puts files of his own where it has its.
 */
final class ForeignProcess implements Outsider {
  private final Path names;
  private final Map<String, Process> processes = new HashMap<>();

  ForeignProcess(Path names) {
    this.names = names;
  }

  @Override
  public void runContainer(String name) {
    try {
      Process process = new ProcessBuilder("sleep", "600").start();
      processes.put(name, process);
      Files.createDirectories(names);
      Files.writeString(names.resolve(name), Long.toString(process.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String stateOf(String container) {
    try {
      Process process = processes.get(container);
      return Files.readString(names.resolve(container))
          + (process != null && process.isAlive() ? " runs" : " has ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void makeNetwork(String name) {
    throw new UnsupportedOperationException("processes have no networks of their own");
  }

  @Override
  public int networksNamed(String name) {
    return 0;
  }

  @Override
  public void makeVolume(String name) {
    throw new UnsupportedOperationException("processes have no volumes");
  }

  @Override
  public void close() {
    processes.forEach(
        (name, process) -> {
          process.destroyForcibly();
          try {
            Files.deleteIfExists(names.resolve(name));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
