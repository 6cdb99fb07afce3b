package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a service's image is built where it is missing, as Compose's {@code build} has it. It does
 * not belong to the spec hash, since the image's id does.
 *
 * @param context the folder that is sent to the engine, absolute
 * @param dockerfile relative to the context
 * @param args values of the Dockerfile's {@code ARG}s; they can be read in the image's history
 * @param target the stage to build; absent: the last one
 * @param labels of the image
 */
public record BuildSpec(
    Path context,
    String dockerfile,
    Map<String, String> args,
    Optional<String> target,
    Map<String, String> labels) {
  /** What a Dockerfile is called. */
  public static final String DOCKERFILE = "Dockerfile";

  /**
   * @throws IllegalArgumentException if the context is not absolute
   */
  public BuildSpec {
    if (!context.isAbsolute()) {
      throw new IllegalArgumentException(context + " is not an absolute path");
    }
    args = ImmutableSortedMap.copyOf(args);
    labels = ImmutableSortedMap.copyOf(labels);
  }

  /** One stage of a folder's own Dockerfile. */
  public static BuildSpec ofStage(Path context, String target) {
    return new BuildSpec(context, DOCKERFILE, Map.of(), Optional.of(target), Map.of());
  }
}
