package io.llmspell.fleet.process.store;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.error.FleetException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One at a time, among all threads and processes that use a folder. The system gives the lock back
 * when its holder dies, however it dies. Thread-safe; not to be taken twice by one thread.
 */
final class StoreLock {
  /** Of folders: file locks do not keep threads of one process apart. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private final Path file;

  StoreLock(Path file) {
    this.file = file;
  }

  /**
   * Runs something while nobody else does.
   *
   * @throws FleetException with {@code ENGINE_SILENT} if another holds the lock for a minute
   */
  <T> T hold(Supplier<T> change) {
    ReentrantLock threads = THREADS.computeIfAbsent(file, any -> new ReentrantLock());
    threads.lock();
    try {
      StoredFiles.makeFolder(StoredFiles.parent(file));
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = acquire(channel)) {
        return lock.isValid() ? change.get() : hold(change);
      }
    } catch (IOException e) {
      throw StoredFiles.failure("lock " + file, e);
    } finally {
      threads.unlock();
    }
  }

  private FileLock acquire(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - deadline > 0) {
        throw new FleetException(
            ErrorCode.ENGINE_SILENT,
            "another program holds "
                + file
                + " for more than a minute: end it (fuser "
                + file
                + " names it), then try again");
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      lock = channel.tryLock();
    }
    return lock;
  }
}
