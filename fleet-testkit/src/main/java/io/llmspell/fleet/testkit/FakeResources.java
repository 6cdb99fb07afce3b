package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.Resource;
import java.util.Set;
import java.util.function.Function;

/** Brings along images, networks and volumes of the {@link InMemoryEngine}; under its lock. */
final class FakeResources {
  private final EngineState state;
  private final Capabilities capabilities;
  private final Lifetime maker;

  FakeResources(EngineState state, Capabilities capabilities, Lifetime maker) {
    this.state = state;
    this.capabilities = capabilities;
    this.maker = maker;
  }

  /** Whether an image was pulled for it. */
  boolean ensure(ProjectName project, Resource resource) {
    String what = resource.kind() + " " + resource.name();
    if (resource instanceof Resource.Image image) {
      return state.stock.ensure(image.reference(), image.policy());
    }
    Commons.Made made = new Commons.Made(project, state.nextHandle(), state.clock.instant(), maker);
    if (resource instanceof Resource.Network network) {
      capabilities.require(Ability.NETWORKS, what);
      state.networks.ensure(made, network.name(), network.spec().external(), what);
    } else if (resource instanceof Resource.Volume volume) {
      capabilities.require(Ability.VOLUMES, what);
      state.volumes.ensure(made, volume.name(), volume.spec().external(), what);
    }
    return false;
  }

  /** Whether it was removed: what is used, external or somebody else's is not. */
  boolean discard(Resource resource) {
    if (resource instanceof Resource.Network network && !network.spec().external()) {
      return discard(state.networks, network.name(), FakeContainer.Make::networks);
    }
    return resource instanceof Resource.Volume volume
        && !volume.spec().external()
        && discard(state.volumes, volume.name(), FakeContainer.Make::volumes);
  }

  private boolean discard(
      Commons commons, String name, Function<FakeContainer.Make, Set<String>> users) {
    boolean used =
        state.containers.values().stream().anyMatch(c -> users.apply(c.make).contains(name));
    boolean removable = commons.isOurs(name) && !used;
    if (removable) {
      commons.remove(name);
    }
    return removable;
  }
}
