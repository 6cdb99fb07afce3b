package io.llmspell.fleet.process;

import io.llmspell.fleet.process.store.StoredFiles;
import io.llmspell.fleet.runtime.LogSource.Line;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What a kernel has printed, in a file that grows and is never held in memory whole. */
record LogFile(Path file) {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final int BLOCK = 8192;

  /**
   * Hands its lines over. Bytes that are no text are replaced.
   *
   * @param tail how many of the last that are there; empty for all
   * @param grows asked at the end of what there is: whether to wait for more
   */
  void read(OptionalInt tail, BooleanSupplier grows, Consumer<Line> consumer) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      // Asked before each look, which then misses nothing.
      boolean more = grows.getAsBoolean();
      channel.position(tail.isPresent() ? startOfLast(channel, tail.getAsInt()) : 0);
      Reader reader =
          new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8);
      StringBuilder part = new StringBuilder();
      lines(reader, part, consumer);
      while (more && !Thread.currentThread().isInterrupted()) {
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        more = grows.getAsBoolean();
        lines(reader, part, consumer);
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

  /** Where so many last lines begin; one that is not ended counts. */
  private static long startOfLast(SeekableByteChannel channel, int count) throws IOException {
    long end = channel.size();
    if (count == 0) {
      return end;
    }
    int ends = 0;
    long from = end;
    while (from > 0) {
      int length = (int) Math.min(BLOCK, from);
      from -= length;
      byte[] block = block(channel, from, length);
      for (int i = block.length - 1; i >= 0; i--) {
        if (block[i] == '\n' && from + i < end - 1 && ++ends == count) {
          return from + i + 1;
        }
      }
    }
    return 0;
  }

  private static byte[] block(SeekableByteChannel channel, long from, int length)
      throws IOException {
    channel.position(from);
    return Channels.newInputStream(channel).readNBytes(length);
  }

  /** All that is there by now; what has no line end yet stays in {@code part}. */
  private static void lines(Reader reader, StringBuilder part, Consumer<Line> consumer)
      throws IOException {
    char[] block = new char[BLOCK];
    for (int read = reader.read(block); read >= 0; read = reader.read(block)) {
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          consumer.accept(new Line(false, part.toString()));
          part.setLength(0);
        } else {
          part.append(block[i]);
        }
      }
    }
  }
}
