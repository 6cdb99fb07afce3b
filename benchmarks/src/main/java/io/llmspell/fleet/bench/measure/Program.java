package io.llmspell.fleet.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program with the first of its arguments, to be run as a person runs it. What it prints goes to
 * a file, so that reading it costs nothing while the clock runs.
 *
 * @param environment variables beside those of this process
 */
public record Program(List<String> words, Map<String, String> environment) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** So often, a program that runs is asked for the most memory that it has had. */
  private static final long LOOK_MILLIS = 2;

  public Program {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /** One in the environment of this process. */
  public static Program of(String... words) {
    return new Program(List.of(words), Map.of());
  }

  /** The same with more arguments. */
  public Program with(List<String> more) {
    return new Program(Stream.concat(words.stream(), more.stream()).toList(), environment);
  }

  /**
   * A run that came to a good end.
   *
   * @param took from just before its start to its end
   * @param peakKilobytes the most memory that it had resident; absent if nobody watched
   */
  public record Run(String out, Duration took, OptionalLong peakKilobytes) {}

  /**
   * Runs it. Blocks until its end; one that takes more than two minutes is killed.
   *
   * @throws IllegalStateException if it fails, with what it has printed
   */
  public Run run() {
    return run(false);
  }

  /** The same, watching its memory, which takes time from it. */
  public Run runWatched() {
    return run(true);
  }

  private Run run(boolean watched) {
    try {
      Path out = Files.createTempFile("fleet-bench", ".out");
      try {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(out.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Stopwatch watch = Stopwatch.started();
        Process process = builder.start();
        OptionalLong peak = watched ? peak(process) : OptionalLong.empty();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Duration took = watch.elapsed();
        if (!ended) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
        if (!ended || process.exitValue() != 0) {
          String how = ended ? "with exit code " + process.exitValue() : "in no time that is fair";
          throw new IllegalStateException(this + " ended " + how + ":\n" + Files.readString(out));
        }
        return new Run(Files.readString(out), took, peak);
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + this + " ran", e);
    }
  }

  /** The kernel keeps the highest value itself, so that little is missed between two looks. */
  private static OptionalLong peak(Process process) throws InterruptedException {
    OptionalLong peak = OptionalLong.empty();
    Stopwatch watch = Stopwatch.started();
    while (process.isAlive() && watch.elapsed().compareTo(PATIENCE) < 0) {
      OptionalLong now = ProcessStatus.of(process.pid()).kilobytes("VmHWM");
      peak = now.isPresent() ? now : peak;
      process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return peak;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
