package io.llmspell.fleet.docker;

import io.llmspell.fleet.docker.engine.Engine;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.EventSource;
import io.llmspell.fleet.runtime.ExecSource;
import io.llmspell.fleet.runtime.ImageBuilder;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.ProcessSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What Docker can do beyond what the core loop asks of it. */
final class DockerAbilities
    implements MetricsSource, ProcessSource, ExecSource, EventSource, ImageBuilder {
  private final Engine engine;
  private final Images images;

  DockerAbilities(Engine engine, Images images) {
    this.engine = engine;
    this.images = images;
  }

  <T> Optional<T> offer(Class<T> ability) {
    return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
  }

  @Override
  public Map<InstanceId, Metrics> metrics(List<Instance> instances) {
    return new LocalMetrics(engine.endpoint().isLocal()).of(instances);
  }

  @Override
  public List<RunningProcess> processes(Instance instance) {
    return new ContainerProcesses(engine).of(instance);
  }

  @Override
  public int exec(Instance instance, Program program, Streams streams) {
    return new ContainerExec(engine).run(instance, program, streams);
  }

  @Override
  public void events(
      ProjectName project,
      Optional<Instant> since,
      Optional<Instant> until,
      Consumer<InstanceEvent> consumer) {
    new ContainerEvents(engine).read(project, since, until, consumer);
  }

  @Override
  public boolean build(ImageReference image, FleetListener progress) {
    return images.build(image, progress);
  }
}
