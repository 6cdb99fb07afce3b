package io.llmspell.fleet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.error.ErrorCode;
import io.llmspell.fleet.event.FleetEvent;
import io.llmspell.fleet.event.FleetListener;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import io.llmspell.fleet.runtime.Observation;
import io.llmspell.fleet.runtime.Resource;
import io.llmspell.fleet.testkit.AtOnce.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Images, networks and volumes. */
interface ResourceContract extends ContractBench {

  @Test
  default void anImageThatIsThereIsSeenAndNeedsNothing() {
    ServiceSpec service = kernelService();
    runtime()
        .ensure(
            project(), new Resource.Image(service.image(), PullPolicy.NEVER), FleetListener.NONE);
    ObservedFleet seen = runtime().observe(Observation.of(fleet(service)));
    assertThat(seen.images()).containsOnlyKeys(service.image());
    assertThat(seen.images().values()).allMatch(id -> !id.isBlank());
  }

  @Test
  default void anImageThatIsNotThereIsNotSeen() {
    Observation wanted =
        new Observation(project(), Set.of(missingImage()), Set.of(), Set.of(), false);
    assertThat(runtime().observe(wanted).images()).isEmpty();
  }

  @Test
  default void anImageThatIsNotToBeHadFails() {
    assertFails(
        ErrorCode.IMAGE_UNAVAILABLE,
        () ->
            runtime()
                .ensure(
                    project(),
                    new Resource.Image(missingImage(), PullPolicy.MISSING),
                    FleetListener.NONE));
  }

  @Test
  default void anImageThatIsNeverPulledFailsWithoutTrying() {
    List<FleetEvent> events = new CopyOnWriteArrayList<>();
    assertFails(
        ErrorCode.IMAGE_UNAVAILABLE,
        () ->
            runtime()
                .ensure(
                    project(), new Resource.Image(missingImage(), PullPolicy.NEVER), events::add));
    assertThat(events).isEmpty();
  }

  @Test
  default void aNetworkThatIsThereIsNotMadeAgain() {
    Resource network = new Resource.Network(network("own"));
    if (lacks(Ability.NETWORKS, () -> ensure(network))) {
      return;
    }
    ensure(network);
    another().ensure(project(), network, FleetListener.NONE);
    // A second one of the same name would make every later start fail.
    ServiceSpec service = ContractServices.inNetwork(kernelService(), "own");
    assertThat(runtime().start(request(service)).isRunning()).isTrue();
    assertThat(seen().networks()).containsExactly(network.name());
  }

  /** Engines allow two networks of one name, and every later start then fails. */
  @Test
  default void aNetworkThatSeveralEnsureAtOnceIsMadeOnce() {
    Resource network = new Resource.Network(network("own"));
    if (lacks(Ability.NETWORKS, () -> ensure(network))) {
      return;
    }
    ServiceSpec service = ContractServices.inNetwork(kernelService(), "own");
    for (int round = 0; round < rounds(); round++) {
      List<Outcome<Boolean>> outcomes =
          AtOnce.run(
              Stream.of(runtime(), another(), runtime(), another())
                  .<Callable<Boolean>>map(
                      runtime ->
                          () -> {
                            runtime.ensure(project(), network, FleetListener.NONE);
                            return true;
                          })
                  .toList());
      assertThat(outcomes).allMatch(outcome -> outcome.value().isPresent());
      runtime().remove(runtime().start(request(service)));
      assertThat(runtime().discard(project(), network)).isTrue();
      assertThat(seen().networks()).isEmpty();
    }
  }

  @Test
  default void aVolumeThatIsThereIsNotMadeAgain() {
    Resource volume = new Resource.Volume(volume("data"));
    if (lacks(Ability.VOLUMES, () -> ensure(volume))) {
      return;
    }
    ensure(volume);
    another().ensure(project(), volume, FleetListener.NONE);
    assertThat(seen().volumes()).containsExactly(volume.name());
  }

  @Test
  default void anExternalNetworkHasToBeThere() {
    Resource network = new Resource.Network(externalNetwork());
    if (lacks(Ability.NETWORKS, () -> ensure(network))) {
      return;
    }
    assertFails(ErrorCode.NOT_FOUND, () -> ensure(network));
    try (Outsider outsider = outsider()) {
      outsider.makeNetwork(network.name());
      ensure(network);
      assertThat(runtime().discard(project(), network)).isFalse();
      assertThat(seen().networks()).contains(network.name());
    }
  }

  @Test
  default void anExternalVolumeHasToBeThere() {
    Resource volume =
        new Resource.Volume(
            new VolumeSpec(project() + "_theirs", true, Optional.empty(), Map.of(), Map.of()));
    if (lacks(Ability.VOLUMES, () -> ensure(volume))) {
      return;
    }
    assertFails(ErrorCode.NOT_FOUND, () -> ensure(volume));
    try (Outsider outsider = outsider()) {
      outsider.makeVolume(volume.name());
      ensure(volume);
      assertThat(runtime().discard(project(), volume)).isFalse();
      assertThat(seen().volumes()).contains(volume.name());
    }
  }

  @Test
  default void aUsedNetworkIsNotDiscarded() {
    Resource network = new Resource.Network(network("own"));
    ServiceSpec service = ContractServices.inNetwork(kernelService(), "own");
    if (lacks(Ability.NETWORKS, () -> runtime().start(request(service)))) {
      return;
    }
    ensure(network);
    Instance user = runtime().start(request(service));
    assertThat(runtime().discard(project(), network)).isFalse();
    runtime().remove(user);
    assertThat(runtime().discard(project(), network)).isTrue();
    assertThat(runtime().discard(project(), network)).isFalse();
    assertThat(seen().networks()).isEmpty();
  }

  /** Fleets share the network that they bring along, and it goes with its last user. */
  @Test
  default void aNetworkThatAnotherFleetMadeIsDiscarded() {
    Resource network = new Resource.Network(network("own"));
    if (lacks(Ability.NETWORKS, () -> ensure(network))) {
      return;
    }
    runtime().ensure(otherProject(), network, FleetListener.NONE);
    assertThat(runtime().discard(project(), network)).isTrue();
    assertThat(seen().networks()).isEmpty();
  }

  @Test
  default void aUsedVolumeIsNotDiscarded() {
    Resource volume = new Resource.Volume(volume("data"));
    ServiceSpec service = ContractServices.withVolume(kernelService(), "data");
    if (lacks(Ability.VOLUMES, () -> runtime().start(request(service)))) {
      return;
    }
    ensure(volume);
    Instance user = runtime().start(request(service));
    assertThat(runtime().discard(project(), volume)).isFalse();
    runtime().remove(user);
    assertThat(seen().volumes()).containsExactly(volume.name());
    assertThat(runtime().discard(project(), volume)).isTrue();
    assertThat(seen().volumes()).isEmpty();
  }

  private NetworkSpec externalNetwork() {
    return new NetworkSpec(
        project() + "_theirs", true, Optional.empty(), false, Map.of(), Map.of());
  }

  private void ensure(Resource resource) {
    runtime().ensure(project(), resource, FleetListener.NONE);
  }

  private ObservedFleet seen() {
    Set<String> names = Set.of(project() + "_own", project() + "_data", project() + "_theirs");
    return runtime().observe(new Observation(project(), Set.of(), names, names, false));
  }
}
