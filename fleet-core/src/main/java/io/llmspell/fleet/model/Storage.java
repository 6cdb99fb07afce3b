package io.llmspell.fleet.model;

import java.util.List;
import java.util.Optional;

/**
 * What is mounted into a container.
 *
 * @param tmpfs {@code /path[:options]} each, as the engine takes them; absent: the file says
 *     nothing
 * @param files configs and secrets that are put in
 */
public record Storage(List<Mount> mounts, Optional<List<String>> tmpfs, List<GrantedFile> files) {
  public static final Storage NONE = new Storage(List.of(), Optional.empty(), List.of());

  public Storage {
    mounts = List.copyOf(mounts);
    tmpfs = tmpfs.map(List::copyOf);
    files = List.copyOf(files);
  }

  /** Without configs and secrets. */
  public Storage(List<Mount> mounts, Optional<List<String>> tmpfs) {
    this(mounts, tmpfs, List.of());
  }

  public Storage withMounts(List<Mount> other) {
    return new Storage(other, tmpfs, files);
  }

  /**
   * One mount.
   *
   * @param source an absolute host path for {@link Kind#BIND}, the volume's name in the engine for
   *     {@link Kind#VOLUME}; absent for an anonymous volume
   * @param target absolute path in the container
   */
  public record Mount(Kind kind, Optional<String> source, String target, boolean readOnly) {
    /**
     * @throws IllegalArgumentException if the target is not absolute
     */
    public Mount {
      if (!target.startsWith("/")) {
        throw new IllegalArgumentException(
            "'" + target + "' must be an absolute path in the container");
      }
    }
  }

  /** What is mounted. */
  public enum Kind {
    BIND,
    VOLUME
  }
}
