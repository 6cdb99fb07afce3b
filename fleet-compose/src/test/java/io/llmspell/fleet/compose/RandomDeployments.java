package io.llmspell.fleet.compose;

import io.llmspell.fleet.model.BuildSpec;
import io.llmspell.fleet.model.ContainerSpec.Restart;
import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.Deployment.Placement;
import io.llmspell.fleet.model.Deployment.RestartPolicy;
import io.llmspell.fleet.model.RollbackConfig;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.UpdateConfig;
import io.llmspell.fleet.model.UpdateConfig.FailureAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes up what a file can say of a service beside its container. */
final class RandomDeployments extends RandomValues {
  private final Path existing;

  /**
   * @param existing a folder that holds a {@code Dockerfile.test}
   */
  RandomDeployments(RandomGenerator random, Path existing) {
    super(random);
    this.existing = existing;
  }

  /** With nothing in it that contradicts the container's own {@code restart}. */
  Deployment deployment(Restart restart) {
    UpdateOrder order = pick(List.of(UpdateOrder.values()));
    return new Deployment(
        new UpdateConfig(
            random.nextInt(3),
            duration(),
            order,
            pick(List.of(FailureAction.values())),
            duration(),
            random.nextInt(1001) / 1000.0),
        maybe(
            () ->
                new RollbackConfig(
                    random.nextInt(3), duration(), order, FailureAction.CONTINUE, duration(), 1)),
        maybe(() -> policy(restart)),
        pairs(),
        new Placement(
            some("node.role==worker", "$"),
            some("node.labels.a", "b"),
            maybe(() -> 1 + random.nextInt(5))));
  }

  /** In a folder that holds such a Dockerfile. */
  Optional<BuildSpec> build() {
    return maybe(
        () -> new BuildSpec(existing, "Dockerfile.test", pairs(), maybe(() -> "stage"), pairs()));
  }

  private RestartPolicy policy(Restart restart) {
    RestartPolicy.Condition condition =
        switch (restart) {
          case NO -> RestartPolicy.Condition.NONE;
          case ON_FAILURE -> RestartPolicy.Condition.ON_FAILURE;
          case ALWAYS, UNLESS_STOPPED -> RestartPolicy.Condition.ANY;
        };
    return new RestartPolicy(
        condition,
        maybe(this::duration),
        maybe(() -> 1 + random.nextInt(5)),
        maybe(this::duration));
  }
}
