package io.llmspell.fleet.daemon.access;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.machine.AtomicFile;
import io.llmspell.fleet.model.ProjectName;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * What was changed by whom: a file of one JSON object a line, which is only appended to (0600).
 * Each record is one write and is on the disk before {@link #add} returns. Before a file would be
 * larger than it may, it is called {@code .1}, the one before {@code .2}, and so on; the last one
 * goes.
 *
 * <p>What can't be recorded is not done: who makes a change calls {@link #require} before, and that
 * fails as long as records can't be written. Only the change in whose record it first fails was
 * made by then: who adds it is told, and how many such records are missing is recorded as soon as
 * that can be.
 *
 * <p>Thread-safe; one process at a time. Blocks on the disk.
 */
public final class AuditLog {
  /** How large a file gets unless somebody says otherwise, in bytes. */
  public static final long DEFAULT_SIZE = 16L << 20;

  /** How many files there are at most unless somebody says otherwise. */
  public static final int DEFAULT_FILES = 8;

  private final Path file;
  private final long size;
  private final int files;

  /** Records that could not be written since one could; guarded by this. */
  private int missing;

  /**
   * @param size of one file in bytes, at most; a record is never divided
   * @param files how many there are at most, 1 or more
   */
  public AuditLog(Path file, long size, int files) {
    if (files < 1) {
      throw new IllegalArgumentException("a log needs a file");
    }
    this.file = file;
    this.size = size;
    this.files = files;
  }

  /** Of a project: {@code audit/PROJECT.jsonl} in the user's folder of the fleet. */
  public static AuditLog in(Path fleetHome, ProjectName project) {
    Path folder = fleetHome.toAbsolutePath().normalize().resolve("audit");
    return new AuditLog(folder.resolve(project + ".jsonl"), DEFAULT_SIZE, DEFAULT_FILES);
  }

  /**
   * That changes can be recorded, as far as can be known before.
   *
   * @throws FleetException with {@code INTERNAL} if they can't: then nothing may be changed
   */
  public synchronized void require() {
    try {
      if (missing > 0) {
        append(line(("{\"missing\":" + missing + "}").getBytes(StandardCharsets.US_ASCII)));
        missing = 0;
      } else {
        open().close();
      }
    } catch (IOException e) {
      throw failed("nothing is changed as long as that is so", e);
    }
  }

  /**
   * Records a change, or that one was refused.
   *
   * @throws FleetException with {@code INTERNAL} if it could not be recorded
   */
  public synchronized void add(AuditRecord record) {
    try {
      append(record.line());
    } catch (IOException e) {
      missing++;
      throw failed("the change " + record.request() + " was answered and is not in it", e);
    }
  }

  static byte[] line(byte[] json) {
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private void append(byte[] line) throws IOException {
    if (Files.exists(file) && Files.size(file) + line.length > size && Files.size(file) > 0) {
      rotate();
    }
    try (FileOutputStream out = open()) {
      out.write(line);
      out.getFD().sync();
    }
  }

  /** What a crash or a full disk has cut off stays, on a line of its own. */
  private FileOutputStream open() throws IOException {
    boolean isNew = !Files.exists(file);
    if (isNew) {
      AtomicFile.replace(file, new byte[0]);
    }
    boolean isCut = !isNew && !endsWithLine();
    FileOutputStream out = new FileOutputStream(file.toFile(), true);
    if (isCut) {
      out.write('\n');
    }
    return out;
  }

  private boolean endsWithLine() throws IOException {
    try (RandomAccessFile reading = new RandomAccessFile(file.toFile(), "r")) {
      if (reading.length() == 0) {
        return true;
      }
      reading.seek(reading.length() - 1);
      return reading.read() == '\n';
    }
  }

  /** Whatever a crash leaves of this is a log: each name is free before a file gets it. */
  private void rotate() throws IOException {
    Files.deleteIfExists(older(files - 1));
    for (int age = files - 2; age >= 0; age--) {
      if (Files.exists(older(age))) {
        Files.move(older(age), older(age + 1), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  /** The file itself has the age 0. */
  private Path older(int age) {
    return age == 0 ? file : file.resolveSibling(file.getFileName() + "." + age);
  }

  private FleetException failed(String what, IOException cause) {
    return new FleetException(
        ErrorCode.INTERNAL,
        "can't write the audit log "
            + file
            + ": "
            + cause
            + "; "
            + what
            + ": make room, or see"
            + " that the daemon may write there",
        cause);
  }
}
