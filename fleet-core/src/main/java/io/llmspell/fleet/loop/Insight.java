package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Observation;
import java.util.List;
import java.util.Optional;

/**
 * A closer look at one project's instances. Changes nothing. Thread-safe; every method looks anew,
 * blocks until it has seen, and names instances as {@link Fleet} does.
 */
public final class Insight {
  private final Surroundings around;
  private final ProjectName project;

  Insight(Surroundings around, ProjectName project) {
    this.around = around;
    this.project = project;
  }

  /**
   * How instances are, each asked whether it answers; ordered by name.
   *
   * @param selector which one, or a service, all of whose instances are meant; absent: all of the
   *     project
   */
  public List<Condition> health(Optional<String> selector) {
    return new Look(around).at(meant(selector)).stream().map(this::condition).toList();
  }

  private Condition condition(KernelView view) {
    Condition.State state = Condition.stateOf(view);
    return new Condition(view, state, state.isWell() ? List.of() : lastLines(view.instance()));
  }

  /** One whose log can't be read is still shown. */
  private List<String> lastLines(Instance instance) {
    try {
      return new Diagnosis(around, new Connections(around)).lastLines(instance);
    } catch (FleetException e) {
      return List.of("(its log can't be read: " + e.getMessage() + ")");
    }
  }

  private List<Instance> meant(Optional<String> selector) {
    List<Instance> all = around.runtime().observe(Observation.ofInstances(project)).instances();
    return selector.map(text -> Selector.findAll(project, all, text)).orElse(all);
  }
}
