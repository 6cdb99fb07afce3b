package io.llmspell.fleet.compose.section;

import io.llmspell.fleet.compose.text.Literals;
import io.llmspell.fleet.compose.text.Nearest;
import io.llmspell.fleet.compose.yaml.Fields;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.Deployment.RestartPolicy.Condition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code restart}, which Compose has as {@code deploy.restart_policy} as well; the two may
 * not say different things.
 *
 * @param policy absent if neither says more than {@code restart} does
 */
record RestartReader(Restart restart, Optional<RestartPolicy> policy) {
  private static final Map<String, Restart> WORDS =
      Map.of(
          "no", Restart.NO,
          "always", Restart.ALWAYS,
          "on-failure", Restart.ON_FAILURE,
          "unless-stopped", Restart.UNLESS_STOPPED);

  /** For each condition what {@code restart} calls it, the first being what it comes to alone. */
  private static final Map<Condition, Restart> ALONE =
      Map.of(
          Condition.NONE, Restart.NO,
          Condition.ON_FAILURE, Restart.ON_FAILURE,
          Condition.ANY, Restart.ALWAYS);

  private static final Set<Restart> AT_ANY_END = Set.of(Restart.ALWAYS, Restart.UNLESS_STOPPED);

  /**
   * @param otherwise what holds where the file says nothing
   */
  static RestartReader read(Fields service, Deployment deployment, Restart otherwise) {
    Given<Policy> key = Given.read(service, "restart", RestartReader::parse);
    Optional<RestartPolicy> policy = deployment.restart();
    if (policy.isEmpty()) {
      Policy said = key.value().orElse(new Policy(otherwise, Optional.empty()));
      return new RestartReader(
          said.restart(),
          said.attempts()
              .map(
                  n ->
                      new RestartPolicy(
                          Condition.ON_FAILURE,
                          Optional.empty(),
                          Optional.of(n),
                          Optional.empty())));
    }
    Restart alone = Optional.ofNullable(ALONE.get(policy.get().condition())).orElseThrow();
    key.value()
        .filter(said -> !said.agreesWith(alone, policy.get()))
        .ifPresent(
            said -> key.problem("contradicts deploy.restart_policy; write one of them only"));
    return new RestartReader(key.value().map(Policy::restart).orElse(alone), policy);
  }

  /** The deployment with what {@code restart} adds to it. */
  Deployment completed(Deployment deployment) {
    return new Deployment(
        deployment.update(),
        deployment.rollback(),
        policy,
        deployment.labels(),
        deployment.placement());
  }

  private static Policy parse(String text) {
    String[] parts = text.split(":", 2);
    Restart restart = WORDS.get(parts[0]);
    if (restart == null || (parts.length == 2 && restart != Restart.ON_FAILURE)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not one of "
              + Nearest.list(WORDS.keySet())
              + Nearest.hint(text, WORDS.keySet()));
    }
    return new Policy(
        restart,
        parts.length == 1
            ? Optional.empty()
            : Optional.of(Literals.wholeNumberFrom(0, parts[1])).filter(n -> n > 0));
  }

  /** What the key alone says. */
  private record Policy(Restart restart, Optional<Integer> attempts) {
    boolean agreesWith(Restart other, RestartPolicy policy) {
      boolean same = restart == other || (AT_ANY_END.contains(restart) && other == Restart.ALWAYS);
      return same && (attempts.isEmpty() || attempts.equals(policy.maxAttempts()));
    }
  }
}
