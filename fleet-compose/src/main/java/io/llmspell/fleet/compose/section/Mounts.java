package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.Storage.Mount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what is mounted; no two things may be mounted at one place. */
final class Mounts {
  private final List<Mount> mounts = new ArrayList<>();
  private final List<String> tmpfs = new ArrayList<>();
  private final Set<String> targets = new HashSet<>();
  private final Set<String> granted = new HashSet<>();

  void add(Mount mount, Place at) {
    if (isFree(mount.target(), at)) {
      mounts.add(mount);
    }
  }

  /** Adds {@code /path[:options]}. */
  void addTmpfs(String path, Place at) {
    if (isFree(path.split(":", 2)[0], at)) {
      tmpfs.add(path);
    }
  }

  /**
   * Whether a file can be put at its place; that it can't is a problem of the place.
   *
   * @param locked whether the container's own file system is read-only
   * @param more what is mounted without the file's saying so
   */
  boolean isFreeForFile(GrantedFile file, boolean locked, Set<String> more, Place at) {
    Optional<String> around =
        Stream.concat(targets.stream().filter(t -> !granted.contains(t)), more.stream())
            .filter(target -> file.target().startsWith(target.replaceFirst("/*$", "/")))
            .findFirst();
    around.ifPresent(
        target -> at.problem(file.target() + " is inside of what is mounted at " + target));
    if (locked && file.folder().equals("/")) {
      at.problem(
          file.target()
              + " can't be put into the root of a read-only container; give it a target such as /etc"
              + file.target()
              + ", or write read_only: false");
      return false;
    }
    granted.add(file.target());
    return around.isEmpty() && isFree(file.target(), at);
  }

  /** What was collected; that there is no tmpfs may be just what the file says. */
  Storage storage(boolean saysTmpfs, List<GrantedFile> files) {
    boolean present = saysTmpfs || !tmpfs.isEmpty();
    return new Storage(mounts, present ? Optional.of(tmpfs) : Optional.empty(), files);
  }

  private boolean isFree(String target, Place at) {
    boolean free = targets.add(target.replaceFirst("(?<=.)/+$", ""));
    if (!free) {
      at.problem(target + " is mounted twice");
    }
    return free;
  }
}
