package io.llmspell.fleet.model;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The program in a container.
 *
 * @param entrypoint replaces the image's, if present
 * @param command replaces the image's, if present; a kernel's may hold {@code {connection_file}}
 *     and {@code {port}}
 * @param environment variables with the values that the file gives them
 * @param passedOn names of variables whose values come from the caller's environment when the
 *     container is made; the values are recorded nowhere and do not belong to the spec hash
 * @param user {@code uid[:gid]} or a name; absent: the image's
 * @param init whether the engine puts its own init in front; absent: the engine's choice
 * @param stopGracePeriod how long the program may take to end before it is killed
 */
public record ProcessSpec(
    Optional<List<String>> entrypoint,
    Optional<List<String>> command,
    Map<String, String> environment,
    Set<String> passedOn,
    Optional<String> user,
    Optional<String> workingDir,
    Optional<Boolean> init,
    Optional<String> stopSignal,
    Duration stopGracePeriod) {

  /** Docker's own: ten seconds. */
  public static final Duration DEFAULT_STOP_GRACE_PERIOD = Duration.ofSeconds(10);

  /** Just what the image says. */
  public static final ProcessSpec OF_IMAGE =
      new ProcessSpec(
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          DEFAULT_STOP_GRACE_PERIOD);

  public ProcessSpec {
    entrypoint = entrypoint.map(List::copyOf);
    command = command.map(List::copyOf);
    environment = ImmutableSortedMap.copyOf(environment);
    passedOn = ImmutableSortedSet.copyOf(passedOn);
  }

  public ProcessSpec withCommand(List<String> other) {
    return new ProcessSpec(
        entrypoint,
        Optional.of(other),
        environment,
        passedOn,
        user,
        workingDir,
        init,
        stopSignal,
        stopGracePeriod);
  }

  public ProcessSpec withPassedOn(Set<String> names) {
    return new ProcessSpec(
        entrypoint,
        command,
        environment,
        names,
        user,
        workingDir,
        init,
        stopSignal,
        stopGracePeriod);
  }

  public ProcessSpec withEnvironment(Map<String, String> variables) {
    return new ProcessSpec(
        entrypoint,
        command,
        variables,
        passedOn,
        user,
        workingDir,
        init,
        stopSignal,
        stopGracePeriod);
  }
}
