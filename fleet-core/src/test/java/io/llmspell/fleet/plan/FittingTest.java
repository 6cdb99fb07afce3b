package io.llmspell.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.ContainerSpec;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.GrantedFile;
import io.llmspell.fleet.model.KernelDefaults;
import io.llmspell.fleet.model.Limits;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Storage;
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

  @Test
  void nothingElseIsLostWithWhatIsLacking() {
    ContainerSpec all = fullContainer();
    Set<Ability> most = EnumSet.complementOf(EnumSet.of(Ability.MEMORY_LIMIT));

    assertThat(fitted(all, most)).isEqualTo(all);
  }

  @Test
  void whatRunsAsTheCallerIsGrantedNothingAndThatIsSaid() {
    Set<Ability> most = EnumSet.complementOf(EnumSet.of(Ability.ISOLATION, Ability.NETWORKS));
    ContainerSpec fitted = fitted(fullContainer(), most);

    assertThat(fitted.limits().ulimits()).isEmpty();
    assertThat(fitted.limits().devices()).isEmpty();
    assertThat(fitted.storage()).isEqualTo(Storage.NONE);
    assertThat(fitted.networking().dns()).isEqualTo(Networking.Dns.OF_ENGINE);
    assertThat(fitted.platform()).isEmpty();
    assertThat(Capabilities.neededBy(service(fullContainer())))
        .contains(Ability.ISOLATION, Ability.NETWORKS);
  }

  private static ContainerSpec fitted(ContainerSpec container, Set<Ability> abilities) {
    ServiceSpec service = service(container);
    DesiredFleet desired =
        new DesiredFleet(
            Wanted.DEMO,
            Map.of(service.name(), service),
            Set.of(),
            Map.of(),
            Map.of(),
            PortRange.DEFAULT);
    // A limit that is lacking, so that the fleet is fitted at all.
    return Fitting.of(desired.mapServices(FittingTest::limited), able(abilities))
        .fleet()
        .services()
        .values()
        .iterator()
        .next()
        .container();
  }

  private static ServiceSpec limited(ServiceSpec service) {
    Limits l = service.container().limits();
    return service.withContainer(
        service
            .container()
            .withLimits(
                new Limits(
                    Optional.of(KernelDefaults.MEMORY),
                    l.memorySwap(),
                    l.memoryReservation(),
                    l.cpus(),
                    l.pids(),
                    l.shmSize(),
                    l.ulimits(),
                    l.devices())));
  }

  private static ServiceSpec service(ContainerSpec container) {
    return Wanted.kernel("lua", 1).withContainer(container);
  }

  /** With all that is lost easily, since it is rarely there. */
  private static ContainerSpec fullContainer() {
    Limits l = Limits.NONE;
    Networking n = Networking.NONE;
    GrantedFile file =
        new GrantedFile(
            GrantedFile.Kind.SECRET,
            "key",
            new GrantedFile.Text("x"),
            "/run/secrets/key",
            Optional.empty(),
            Optional.empty(),
            GrantedFile.DEFAULT_MODE);
    return ContainerSpec.PLAIN
        .withLimits(
            new Limits(
                l.memory(),
                l.memorySwap(),
                l.memoryReservation(),
                l.cpus(),
                l.pids(),
                l.shmSize(),
                Map.of("nofile", new Limits.Ulimit(1, 2)),
                List.of(
                    new Limits.DeviceRequest(
                        Optional.empty(), -1, List.of(), List.of("gpu"), Map.of()))))
        .withNetworking(
            new Networking(
                n.networks(),
                Optional.of("host"),
                n.ports(),
                n.hostname(),
                n.extraHosts(),
                new Networking.Dns(List.of("192.0.2.1"), List.of(), List.of())))
        .withStorage(new Storage(List.of(), Optional.empty(), List.of(file)))
        .withPlatform(Optional.of("linux/amd64"));
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
