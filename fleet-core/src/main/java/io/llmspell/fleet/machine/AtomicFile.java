package io.llmspell.fleet.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files of this user alone (0600 in a folder of 0700) that are replaced whole. */
public final class AtomicFile {
  /** A lock of the system's holds between processes; this one within one. */
  private static final Object WITHIN_THE_PROCESS = new Object();

  private AtomicFile() {}

  /** What reads a file and then replaces it by what it has made of it. */
  @FunctionalInterface
  public interface Change {
    void make() throws IOException;
  }

  /**
   * Makes a change while nobody else makes one so in the same folder, so that of two at once none
   * is lost. Who only reads needs not wait. The lock ends with its holder's process, however that
   * ends. Blocks as long as others hold it; not to be called from within a change.
   */
  public static void changeAlone(Path file, Change change) throws IOException {
    synchronized (WITHIN_THE_PROCESS) {
      Path lock = makeFolderOf(file).resolve(".lock");
      try (FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        channel.lock(); // until it is closed
        change.make();
      }
    }
  }

  /**
   * Puts a file in the place of another; whoever reads sees the one or the other, even after a
   * power failure. Blocks on the disk.
   *
   * @throws IOException if it can't be written; then the other one is still there
   */
  public static void replace(Path file, byte[] content) throws IOException {
    Path folder = makeFolderOf(file);
    Path fresh = Files.createTempFile(folder, ".", ".new", permissions(folder, "rw-------"));
    try {
      Files.write(fresh, content);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Makes the folder of a file, and those above it, as far as they are not there. */
  public static Path makeFolderOf(Path file) throws IOException {
    return makeFolder(Objects.requireNonNull(file.getParent()));
  }

  /** Makes a folder, and those above it, as far as they are not there. */
  public static Path makeFolder(Path folder) throws IOException {
    return Files.createDirectories(folder, permissions(folder, "rwx------"));
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }
}
