package io.llmspell.fleet.docker.engine;

import java.util.Set;

/**
 * What Podman's answers say beside their status: a cause, which is always in the same words. Podman
 * 4 answers 500 to much that Docker calls a conflict.
 */
final class PodmanCause {
  private static final Set<String> CONFLICTS =
      Set.of(
          "that name is already in use",
          // the same, if two ask at once
          "container already exists",
          "volume already exists",
          "network is being used",
          // to send a signal to what does not run
          "container state improper");

  private PodmanCause() {}

  static boolean isConflict(String cause) {
    return CONFLICTS.contains(cause);
  }
}
