package io.llmspell.fleet.loop;

import io.llmspell.fleet.model.ConnectionInfo;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.KernelProtocol.Answer;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.UsageSource;
import io.llmspell.fleet.runtime.UsageSource.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Looks at a fleet: one look at the runtime, then one question to all kernels at once. */
final class Look {
  /** How long a kernel may think before it counts as busy or unresponsive. */
  static final Duration PATIENCE = Duration.ofMillis(1500);

  private final Surroundings around;
  private final Connections connections;

  Look(Surroundings around) {
    this.around = around;
    this.connections = new Connections(around);
  }

  /** All instances of a project, ordered by name. */
  List<KernelView> at(ProjectName project) {
    ObservedFleet observed = around.runtime().observe(Observation.ofInstances(project));
    return at(observed.instances());
  }

  /** One that has just been seen to answer. */
  KernelView thatAnswers(Instance kernel) {
    return new KernelView(
        kernel,
        Phase.READY,
        Health.HEALTHY,
        Optional.empty(),
        Optional.of(around.home().connectionFile(kernel.name())),
        Optional.ofNullable(usage(List.of(kernel)).get(kernel.id())));
  }

  private Map<InstanceId, Usage> usage(List<Instance> instances) {
    return around.runtime().offer(UsageSource.class).map(u -> u.usage(instances)).orElse(Map.of());
  }

  /** These instances. */
  List<KernelView> at(List<Instance> instances) {
    Map<InstanceId, Usage> usage = usage(instances);
    Map<InstanceId, Asked> answers =
        ask(instances.stream().filter(i -> i.isKernel() && i.isRunning()).toList());
    List<KernelView> views = new ArrayList<>();
    for (Instance instance : instances) {
      InstanceId id = instance.id();
      views.add(
          view(instance, Optional.ofNullable(answers.get(id)), Optional.ofNullable(usage.get(id))));
    }
    return views;
  }

  /**
   * Asks all at once. What is only remembered of a kernel that does not answer may be wrong: then
   * the engine says what is right, and the kernel is asked again.
   */
  private Map<InstanceId, Asked> ask(List<Instance> kernels) {
    Map<InstanceId, ConnectionInfo> remembered = map(kernels, connections::remembered);
    Map<InstanceId, ConnectionInfo> known = new HashMap<>(remembered);
    known.putAll(map(without(kernels, remembered.keySet()), connections::of));
    Map<InstanceId, Asked> answers = probe(known);
    answers.forEach(
        (id, answer) -> {
          if (answer.health() == Health.HEALTHY) {
            remembered.remove(id);
          }
        });
    List<Instance> doubtful =
        kernels.stream().filter(kernel -> remembered.containsKey(kernel.id())).toList();
    Map<InstanceId, ConnectionInfo> real = map(doubtful, connections::of);
    without(doubtful, real.keySet()).forEach(kernel -> answers.remove(kernel.id()));
    real.entrySet().removeAll(remembered.entrySet());
    answers.putAll(probe(real));
    return answers;
  }

  private static List<Instance> without(List<Instance> kernels, Set<InstanceId> those) {
    return kernels.stream().filter(kernel -> !those.contains(kernel.id())).toList();
  }

  private static Map<InstanceId, ConnectionInfo> map(
      List<Instance> kernels, Function<Instance, Optional<ConnectionInfo>> source) {
    Map<InstanceId, ConnectionInfo> found = new HashMap<>();
    List<Optional<ConnectionInfo>> connections = Parallel.map(kernels, source);
    for (int i = 0; i < kernels.size(); i++) {
      InstanceId id = kernels.get(i).id();
      connections.get(i).ifPresent(c -> found.put(id, c));
    }
    return found;
  }

  private Map<InstanceId, Asked> probe(Map<InstanceId, ConnectionInfo> kernels) {
    Map<InstanceId, Asked> answers = new HashMap<>();
    List<InstanceId> ids = List.copyOf(kernels.keySet());
    if (ids.isEmpty()) {
      return answers;
    }
    List<ConnectionInfo> questions = ids.stream().map(kernels::get).toList();
    List<Answer> replies = around.protocol().probeAll(questions, PATIENCE);
    for (int i = 0; i < ids.size(); i++) {
      answers.put(ids.get(i), new Asked(questions.get(i), replies.get(i)));
    }
    return answers;
  }

  private KernelView view(Instance instance, Optional<Asked> asked, Optional<Usage> usage) {
    Health health = asked.map(Asked::health).orElse(instance.health());
    Phase phase = instance.isKernel() ? phase(instance, health) : instance.phase();
    return new KernelView(
        instance,
        phase,
        health,
        asked.flatMap(a -> a.answer().heartbeat()),
        asked.map(a -> connections.publish(instance, a.connection())),
        usage);
  }

  /** A kernel that had its time to start and answers nothing is one that hangs. */
  private Phase phase(Instance kernel, Health health) {
    if (kernel.phase() != Phase.STARTING) {
      return kernel.phase();
    }
    boolean answers = health == Health.HEALTHY || health == Health.BUSY;
    boolean hadItsTime =
        kernel
            .startedAt()
            .map(at -> at.plus(KernelSpec.DEFAULT_STARTUP_TIMEOUT))
            .filter(end -> end.isBefore(around.clock().instant()))
            .isPresent();
    return answers || hadItsTime ? Phase.READY : Phase.STARTING;
  }

  /** Where a kernel was asked, and how it answered. */
  private record Asked(ConnectionInfo connection, Answer answer) {
    Health health() {
      return answer.health();
    }
  }
}
