package io.llmspell.fleet.docker.engine;

import io.llmspell.fleet.error.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Podman's answers say beside their status: a cause, which is always in the same words. Podman
 * 4 answers 500 to much that Docker calls a conflict, and to what somebody else has removed since
 * its own first look.
 */
final class PodmanCause {
  private static final Map<String, ErrorCode> CODES =
      Map.of(
          "that name is already in use",
          ErrorCode.CONFLICT,
          // the same, if two ask at once
          "container already exists",
          ErrorCode.CONFLICT,
          "volume already exists",
          ErrorCode.CONFLICT,
          "network is being used",
          ErrorCode.CONFLICT,
          // to send a signal to what does not run
          "container state improper",
          ErrorCode.CONFLICT,
          "no such container",
          ErrorCode.NOT_FOUND,
          "no such volume",
          ErrorCode.NOT_FOUND,
          "network not found",
          ErrorCode.NOT_FOUND);

  /** One makes a volume at the moment in which another removes it; the cause is the system's. */
  private static final Pattern VOLUME_IN_MOTION =
      Pattern.compile("^(creating volume directory|cleaning up volume storage) ");

  private PodmanCause() {}

  /** What it means; empty if the status says it, as it does on every other engine. */
  static Optional<ErrorCode> code(String cause, String message) {
    return VOLUME_IN_MOTION.matcher(message).find()
        ? Optional.of(ErrorCode.CONFLICT)
        : Optional.ofNullable(CODES.get(cause));
  }
}
