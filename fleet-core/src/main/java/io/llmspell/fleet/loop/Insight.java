package io.llmspell.fleet.loop;

import io.llmspell.fleet.error.FleetException;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.EventSource.InstanceEvent;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.ExecSource.Program;
import io.llmspell.fleet.runtime.ExecSource.Streams;
import io.llmspell.fleet.runtime.LogSource;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.MetricsSource.Metrics;
import io.llmspell.fleet.runtime.ProcessSource;
import io.llmspell.fleet.runtime.ProcessSource.RunningProcess;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A closer look at one project's instances, and into them. Changes nothing but what a program does
 * that is run in one. Thread-safe; every method looks anew, blocks until it has seen, and names
 * instances as {@link Fleet} does. What the runtime does not offer fails with {@code UNSUPPORTED}.
 */
public final class Insight {
  private final Surroundings around;
  private final ProjectName project;

  Insight(Surroundings around, ProjectName project) {
    this.around = around;
    this.project = project;
  }

  /**
   * Some of the project's instances, ordered by name, each asked whether it answers.
   *
   * @param selectors which; a service means all its instances
   * @param isService whether a service has this name, so that it may have no instance
   */
  public List<KernelView> views(List<String> selectors, Predicate<String> isService) {
    return new Look(around)
        .at(Selector.findAll(project, around.instances(project), selectors, isService));
  }

  /**
   * How instances are, each asked whether it answers; ordered by name.
   *
   * @param selector which one, or a service, all of whose instances are meant; absent: all of the
   *     project
   */
  public List<Condition> health(Optional<String> selector) {
    return new Look(around)
        .at(meant(selector.stream().toList())).stream().map(this::condition).toList();
  }

  /**
   * What all instances of the project use, ordered by name. No kernel is asked, so none that hangs
   * keeps anybody waiting.
   */
  public List<Reading> readings() {
    List<Instance> instances = meant(List.of());
    Map<InstanceId, Usage> usage =
        around.runtime().offer(UsageSource.class).map(u -> u.usage(instances)).orElse(Map.of());
    Map<InstanceId, Metrics> metrics =
        around.runtime().offer(MetricsSource.class).map(m -> m.metrics(instances)).orElse(Map.of());
    return instances.stream()
        .map(
            i ->
                new Reading(
                    i,
                    Optional.ofNullable(usage.get(i.id())),
                    Optional.ofNullable(metrics.get(i.id()))))
        .toList();
  }

  /**
   * Which processes instances have, ordered by the instances' names.
   *
   * @param selector as in {@link #health}; absent: all that run
   * @throws FleetException with {@code UNSUPPORTED} if the runtime can't tell, with {@code
   *     CONFLICT} if one that is meant does not run
   */
  public Map<Instance, List<RunningProcess>> processes(Optional<String> selector) {
    ProcessSource source = around.ability(ProcessSource.class, "tell which processes kernels have");
    Map<Instance, List<RunningProcess>> found = new LinkedHashMap<>();
    meant(selector.stream().toList()).stream()
        .filter(instance -> selector.isPresent() || instance.isRunning())
        .forEach(instance -> found.put(instance, source.processes(instance)));
    return found;
  }

  /**
   * Hands over what instances have printed, see {@link LogSource#logs}: of one after the other, or
   * of all at once if they are followed.
   *
   * @param selectors which, as in {@link #health}; none: all of the project
   * @param reader is given the instances first, and makes what takes the lines of each; its takers
   *     are called by several threads if there is more to follow than one
   */
  public void logs(
      List<String> selectors,
      OptionalInt tail,
      boolean follow,
      Function<List<Instance>, Function<Instance, Consumer<LogSource.Line>>> reader) {
    LogSource source = around.ability(LogSource.class, "keep logs");
    List<Instance> instances = meant(selectors);
    Function<Instance, Consumer<LogSource.Line>> takers = reader.apply(instances);
    Consumer<Instance> read = i -> source.logs(i, tail, follow, takers.apply(i));
    if (follow && instances.size() > 1) {
      Parallel.waitForAll(instances, read);
    } else {
      instances.forEach(read);
    }
  }

  /**
   * Runs a program in an instance, see {@link ExecSource#exec}.
   *
   * @return its exit code
   */
  public int exec(String selector, Program program, Streams streams) {
    ExecSource source = around.ability(ExecSource.class, "run programs in kernels");
    Instance instance = Selector.find(project, meant(List.of()), selector);
    return source.exec(instance, program, streams);
  }

  /** Hands over what happens to the project's instances, see {@link EventSource#events}. */
  public void events(
      Optional<Instant> since, Optional<Instant> until, Consumer<InstanceEvent> consumer) {
    around.ability(EventSource.class, "tell events").events(project, since, until, consumer);
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

  private List<Instance> meant(List<String> selectors) {
    List<Instance> all = around.instances(project);
    return selectors.isEmpty() ? all : Selector.findAll(project, all, selectors, none -> false);
  }
}
