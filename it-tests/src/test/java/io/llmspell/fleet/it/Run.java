package io.llmspell.fleet.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program, to its end.
 *
 * @param exitCode its exit code
 */
record Run(List<String> command, int exitCode, String out, String err) {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  static Run of(Path folder, Map<String, String> environment, String input, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      CompletableFuture<String> out =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      CompletableFuture<String> err =
          CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " did not end; it said " + out.join() + err.join());
      }
      return new Run(command, process.exitValue(), out.join(), err.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Of the plain Docker client, as independent eyes on what the fleet did. */
  static String docker(String... words) {
    return docker(Map.of(), words);
  }

  /**
   * @param engine the environment that leads to another engine
   */
  static String docker(Map<String, String> engine, String... words) {
    // A new PATH holds for what a program starts, and not for where the program itself is found.
    List<String> command = new ArrayList<>(List.of("/usr/bin/env", "docker"));
    command.addAll(List.of(words));
    return of(Path.of("."), engine, "", command).succeeded().out().strip();
  }

  Run succeeded() {
    if (exitCode != 0) {
      throw new AssertionError(this + " was to succeed");
    }
    return this;
  }

  private static String read(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return String.join(" ", command) + " ended with " + exitCode + "\n" + out + "\n" + err;
  }
}
