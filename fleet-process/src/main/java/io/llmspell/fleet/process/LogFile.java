package io.llmspell.fleet.process;

import io.llmspell.fleet.process.store.StoredFiles;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a kernel has printed, in a file that grows. */
record LogFile(Path file) {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /**
   * Hands its lines over.
   *
   * @param tail how many of the last that are there; empty for all
   * @param grows asked at the end of what there is: whether to wait for more
   */
  void read(OptionalInt tail, BooleanSupplier grows, Consumer<Line> consumer) {
    // Bytes that are no text are replaced; a reader of Files would fail.
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      StringBuilder part = new StringBuilder();
      Deque<String> last = new ArrayDeque<>();
      Consumer<String> keep =
          line -> {
            last.addLast(line);
            if (tail.isPresent() && last.size() > tail.getAsInt()) {
              last.removeFirst();
            }
          };
      boolean more = grows.getAsBoolean();
      lines(reader, part, keep);
      if (!more && !part.isEmpty()) {
        keep.accept(part.toString());
        part.setLength(0);
      }
      last.forEach(line -> consumer.accept(new Line(false, line)));
      while (more && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        // Asked before the last look, which then misses nothing.
        more = grows.getAsBoolean();
        lines(reader, part, line -> consumer.accept(new Line(false, line)));
      }
      if (!part.isEmpty()) {
        consumer.accept(new Line(false, part.toString()));
      }
    } catch (NoSuchFileException nothingYet) {
      return;
    } catch (IOException e) {
      throw StoredFiles.failure("read " + file, e);
    }
  }

  /** All that is there by now; what has no line end yet stays in {@code part}. */
  private static void lines(BufferedReader reader, StringBuilder part, Consumer<String> consumer)
      throws IOException {
    for (int read = reader.read(); read >= 0; read = reader.read()) {
      if (read == '\n') {
        consumer.accept(part.toString());
        part.setLength(0);
      } else {
        part.append((char) read);
      }
    }
  }
}
