package io.llmspell.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.runtime.Capabilities;
import io.llmspell.fleet.runtime.Capabilities.Ability;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a runtime lacks is left out of the fleet, and said. */
class FittingTest {
  private static final ServiceName REGISTRY = new ServiceName("registry");
  private final DesiredFleet file = file();

  @Test
  void whatCanDoEverythingGetsTheFleetAsItIs() {
    Fitting fitting = Fitting.of(file, able(EnumSet.allOf(Ability.class)));
    assertThat(fitting.fleet()).isSameAs(file);
    assertThat(fitting.notes()).isEmpty();
  }

  @Test
  void whatCanDoNothingGetsAFleetThatNeedsNothing() {
    DesiredFleet fitted = Fitting.of(file, able(Set.of())).fleet();
    assertThat(fitted.services().values())
        .isNotEmpty()
        .allSatisfy(service -> assertThat(Capabilities.neededBy(service)).isEmpty());
    assertThat(fitted.networks()).isEmpty();
    assertThat(fitted.volumes()).isEmpty();
  }

  @Test
  void eachThingThatIsLackingIsSaidOnceWithTheServicesThatWantIt() {
    Set<Ability> most = EnumSet.complementOf(EnumSet.of(Ability.MEMORY_LIMIT, Ability.NETWORKS));
    assertThat(Fitting.of(file, able(most)).notes())
        .containsExactlyInAnyOrder(
            "lua: memory is not limited",
            "lua, registry: they share this machine's network and listen on 127.0.0.1: networks do"
                + " not apply");
  }

  @Test
  void everythingThatMayLackHasItsSentence() {
    Set<Ability> needed =
        file.services().values().stream()
            .flatMap(service -> Capabilities.neededBy(service).stream())
            .collect(Collectors.toSet());
    assertThat(Fitting.of(file, able(Set.of())).notes()).hasSameSizeAs(needed);
  }

  @Test
  void aServiceWithoutAKernelIsLeftAloneAndNobodyWaitsForIt() {
    Set<Ability> most = EnumSet.complementOf(EnumSet.of(Ability.PLAIN_CONTAINERS));
    DesiredFleet fitted = Fitting.of(file, able(most)).fleet();
    assertThat(fitted.services()).doesNotContainKey(REGISTRY).hasSize(1);
    assertThat(fitted.inactive()).contains(REGISTRY);
    assertThat(fitted.services().values())
        .allSatisfy(service -> assertThat(service.dependsOn()).isEmpty());
  }

  /** A kernel of a container's own network listens everywhere; here that would be everybody's. */
  @Test
  void whatHasNoNetworkOfItsOwnIsOnThisMachines() {
    DesiredFleet fitted = Fitting.of(file, able(Set.of())).fleet();
    assertThat(fitted.services().values())
        .allSatisfy(s -> assertThat(s.container().networking().mode()).contains("host"));
  }

  private static Capabilities able(Set<Ability> abilities) {
    return new Capabilities("few", "a runtime of few abilities", abilities);
  }

  private static DesiredFleet file() {
    ServiceSpec lua = Wanted.dependingOn(inNetwork(Wanted.kernel("lua", 1)), "registry");
    ServiceSpec registry = inNetwork(Wanted.plain("registry", ContainerSpec.Restart.NO));
    return new DesiredFleet(
            Wanted.DEMO,
            Map.of(lua.name(), lua, registry.name(), registry),
            Set.of(),
            Map.of("own", NetworkSpec.named("own")),
            Map.of("data", new VolumeSpec("data", false, Optional.empty(), Map.of(), Map.of())),
            PortRange.DEFAULT)
        .mapServices(KernelDefaults::apply);
  }

  private static ServiceSpec inNetwork(ServiceSpec service) {
    return service.withContainer(
        service
            .container()
            .withNetworking(
                Networking.NONE.withNetworks(
                    List.of(new Networking.Attachment("own", List.of())))));
  }
}
