package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.problem.Place;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.Storage.Mount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is mounted; no two things may be mounted at one place. */
final class Mounts {
  private final List<Mount> mounts = new ArrayList<>();
  private final List<String> tmpfs = new ArrayList<>();
  private final Set<String> targets = new HashSet<>();

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

  /** What was collected; that there is no tmpfs may be just what the file says. */
  Storage storage(boolean saysTmpfs) {
    boolean present = saysTmpfs || !tmpfs.isEmpty();
    return new Storage(mounts, present ? Optional.of(tmpfs) : Optional.empty());
  }

  private boolean isFree(String target, Place at) {
    boolean free = targets.add(target.replaceFirst("(?<=.)/+$", ""));
    if (!free) {
      at.problem(target + " is mounted twice");
    }
    return free;
  }
}
