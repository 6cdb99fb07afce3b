package io.llmspell.fleet.daemon.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps the beginning of what is written, and takes the rest without complaint. Thread-safe. */
final class BoundedOutput extends OutputStream {
  private static final int MOST_BYTES = 1 << 20;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean cut;

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    int room = Math.min(length, MOST_BYTES - kept.size());
    kept.write(bytes, from, room);
    cut |= room < length;
  }

  /** What was kept, as UTF-8. */
  synchronized String text() {
    return kept.toString(UTF_8);
  }

  /** Whether there was more. */
  synchronized boolean isCut() {
    return cut;
  }
}
