package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends kernels by hand: their slots stay empty until they are asked for again. */
final class Stop {
  private final Surroundings around;
  private final Launch launch;
  private final Optional<Duration> grace;

  /**
   * For one call.
   *
   * @param force kills at once
   */
  Stop(Surroundings around, Launch launch, boolean force) {
    this.around = around;
    this.launch = launch;
    this.grace = force ? Optional.of(Duration.ZERO) : Optional.empty();
  }

  Instance one(ProjectName project, String selector) {
    Instance instance = Selector.find(project, around.instances(project), selector);
    new Pool(around).requireUnclaimed(instance);
    record(project, List.of(instance));
    launch.end(instance, grace);
    return instance;
  }

  List<Instance> all(ProjectName project) {
    List<Instance> kernels = kernels(project);
    record(project, kernels);
    end(kernels);
    return kernels;
  }

  /** Without recording that anybody wants it so: whoever keeps the fleet fills the slots again. */
  List<Instance> allForNow(ProjectName project) {
    List<Instance> kernels = kernels(project);
    end(kernels);
    return kernels;
  }

  private List<Instance> kernels(ProjectName project) {
    return around.instances(project).stream().filter(Instance::isKernel).toList();
  }

  private void end(List<Instance> kernels) {
    Parallel.map(
        kernels,
        kernel -> {
          launch.end(kernel, grace);
          return kernel;
        });
  }

  /** First, so that nobody sees a slot empty and does not know that it is to stay so. */
  private void record(ProjectName project, List<Instance> stopped) {
    List<Slot> slots = stopped.stream().flatMap(instance -> instance.slot().stream()).toList();
    around.home().updateInputs(project, said -> said.stopping(slots));
  }
}
