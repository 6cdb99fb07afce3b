package io.llmspell.fleet.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A config or a secret that is put into a container before it starts, as a copy: no path of this
 * machine is mounted for it.
 *
 * @param kind whether it is a config or a secret, which are kept apart in files only
 * @param source what the file calls it
 * @param content where its content comes from
 * @param target absolute path in the container
 * @param uid its owner; absent: whom the container runs as
 * @param gid its group; absent: the owner's
 * @param mode permissions, such as 0444
 */
public record GrantedFile(
    Kind kind,
    String source,
    Content content,
    String target,
    Optional<Integer> uid,
    Optional<Integer> gid,
    int mode) {
  /** Readable to everybody in the container. */
  public static final int DEFAULT_MODE = 0444;

  private static final int ALL_PERMISSIONS = 07777;

  /** What no file or folder can be called. */
  private static final Set<String> NO_NAMES = Set.of("", ".", "..");

  /**
   * @throws IllegalArgumentException if the target is no absolute path of a file, or the mode is
   *     none
   */
  public GrantedFile {
    if (!isFile(target)) {
      throw new IllegalArgumentException(
          "'" + target + "' must be an absolute path of a file in the container");
    }
    if (mode < 0 || mode > ALL_PERMISSIONS) {
      throw new IllegalArgumentException(mode + " is not a file's mode");
    }
  }

  private static boolean isFile(String path) {
    return path.startsWith("/")
        && Arrays.stream(path.substring(1).split("/", -1)).noneMatch(NO_NAMES::contains);
  }

  /** The folder in which it is put; {@code /} for the container's root. */
  public String folder() {
    int slash = target.lastIndexOf('/');
    return slash == 0 ? "/" : target.substring(0, slash);
  }

  /** The name that it has there. */
  public String name() {
    return target.substring(target.lastIndexOf('/') + 1);
  }

  /** Which of Compose's two. */
  public enum Kind {
    CONFIG,
    SECRET
  }

  /** Where the content comes from. */
  public sealed interface Content {
    /** What changes if the content does; tells nothing of a secret. */
    String digest();
  }

  /**
   * The content of a file, read when a container is made.
   *
   * @param file on this machine, absolute
   * @param digest SHA-256 of the content in hex, so that a changed file replaces the container
   */
  public record OfFile(Path file, String digest) implements Content {}

  /** What the Compose file itself says. */
  public record Text(String text) implements Content {
    @Override
    public String digest() {
      return "text " + text;
    }
  }
}
