package io.llmspell.fleet.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * The kernel's own log: a line an event, on standard output up to info and on standard error above,
 * and in a file if one is named. Code, output and keys never go there. Safe to use from several
 * threads. A logging framework would cost more memory than the rest of the kernel's start.
 */
final class Log implements AutoCloseable {
  /** From the most to the least severe. */
  enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  private final Level threshold;
  private final Optional<PrintStream> file;

  private Log(Level threshold, Optional<PrintStream> file) {
    this.threshold = threshold;
    this.file = file;
  }

  /** To the standard streams. */
  static Log to(Level threshold) {
    return new Log(threshold, Optional.empty());
  }

  /**
   * To the standard streams and to the end of a file, whose folder is made if need be.
   *
   * @throws FleetException with {@code INVALID_FILE}, if the file can't be written
   */
  static Log to(Level threshold, Path file) {
    try {
      Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
      if (folder.isPresent()) {
        Files.createDirectories(folder.get());
      }
      PrintStream stream =
          new PrintStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
              true,
              UTF_8);
      return new Log(threshold, Optional.of(stream));
    } catch (IOException e) {
      throw new FleetException(
          ErrorCode.INVALID_FILE, "The log file " + file + " can't be written: " + e, e);
    }
  }

  void error(String text) {
    write(Level.ERROR, text);
  }

  void warn(String text) {
    write(Level.WARN, text);
  }

  void info(String text) {
    write(Level.INFO, text);
  }

  void debug(String text) {
    write(Level.DEBUG, text);
  }

  @Override
  public void close() {
    file.ifPresent(PrintStream::close);
  }

  private void write(Level level, String text) {
    if (level.compareTo(threshold) > 0) {
      return;
    }
    String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    String line = time + " " + level.name().toLowerCase(Locale.ROOT) + " " + text;
    (level.compareTo(Level.WARN) <= 0 ? System.err : System.out).println(line);
    file.ifPresent(stream -> stream.println(line));
  }
}
