package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.runtime.MetricsSource;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.UsageSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One look at the {@link InMemoryEngine}; under its lock. */
final class FakeLook {
  private final EngineState state;

  FakeLook(EngineState state) {
    this.state = state;
  }

  ObservedFleet of(Observation wanted) {
    List<Instance> instances = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (FakeContainer container : state.containers.values()) {
      if (!container.isOf(wanted.project())) {
        continue;
      }
      if (state.hidden.contains(container.name)) {
        unseen.add("container " + container.name);
      } else {
        instances.add(container.instance());
      }
    }
    Map<ImageReference, String> images = new HashMap<>();
    wanted.images().forEach(i -> state.stock.idOf(i).ifPresent(id -> images.put(i, id)));
    return new ObservedFleet(
        wanted.project(),
        instances,
        images,
        state.networks.visible(wanted.project(), wanted.networks()),
        state.volumes.visible(wanted.project(), wanted.volumes()),
        unseen,
        wanted.instancesOnly() ? List.of() : new FakeDebris(state).of(wanted));
  }

  /** Of those that run and of which a test has said what they use. */
  Map<InstanceId, UsageSource.Usage> usage(List<Instance> instances) {
    return said(instances, container -> container.usage);
  }

  /** Likewise. */
  Map<InstanceId, MetricsSource.Metrics> metrics(List<Instance> instances) {
    return said(instances, container -> container.metrics);
  }

  private <T> Map<InstanceId, T> said(
      List<Instance> instances, Function<FakeContainer, Optional<T>> what) {
    Map<InstanceId, T> all = new HashMap<>();
    for (Instance instance : instances) {
      state
          .find(instance)
          .filter(FakeContainer::isRunning)
          .flatMap(what)
          .ifPresent(one -> all.put(instance.id(), one));
    }
    return all;
  }
}
