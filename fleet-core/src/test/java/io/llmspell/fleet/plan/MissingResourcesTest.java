package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Seen.LATER;
import static io.llmspell.fleet.plan.Seen.running;
import static io.llmspell.fleet.plan.Seen.seen;
import static io.llmspell.fleet.plan.Wanted.DEMO;
import static io.llmspell.fleet.plan.Wanted.IMAGE;
import static io.llmspell.fleet.plan.Wanted.fleet;
import static io.llmspell.fleet.plan.Wanted.kernel;
import static io.llmspell.fleet.plan.Wanted.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.Networking;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.Storage;
import io.llmspell.fleet.model.VolumeSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan brings along for its services. */
class MissingResourcesTest {
  private static final ServiceSpec LUA = kernel("lua", 1);

  @Test
  void bringsAlongImagesThenNetworksThenVolumes() {
    Plan plan = Planner.plan(connected(), seen(Map.of()), Scope.ALL, LATER);
    assertThat(plan.ensures())
        .extracting(Action.Ensure::subject)
        .containsExactly("image fleet-kernel:latest", "network demo_front", "volume demo_data");
    assertThat(plan.ensures()).extracting(Action.Ensure::reason).containsOnly("it is not there");
  }

  @Test
  void bringsAlongNothingThatIsThere() {
    ObservedFleet all =
        new ObservedFleet(
            DEMO,
            List.of(),
            Map.of(IMAGE, Seen.V1),
            Set.of("demo_front"),
            Set.of("demo_data"),
            List.of(),
            List.of());
    assertThat(Planner.plan(connected(), all, Scope.ALL, LATER).ensures()).isEmpty();
  }

  @Test
  void bringsAlongNothingForAServiceScaledToNothing() {
    DesiredFleet none = connected().mapServices(service -> service.withReplicas(0));
    assertThat(Planner.plan(none, seen(Map.of()), Scope.ALL, LATER).isEmpty()).isTrue();
  }

  @Test
  void bringsAlongAnImageOfTwoServicesOnce() {
    Plan plan = Planner.plan(fleet(LUA, kernel("js", 1)), seen(Map.of()), Scope.ALL, LATER);
    assertThat(plan.ensures()).hasSize(1);
  }

  @Test
  void fetchesAnImageThatIsAlwaysPulledOnceAPlan() {
    DesiredFleet fleet = fleet(with(LUA, IMAGE, PullPolicy.ALWAYS));
    Plan first = Planner.plan(fleet, seen(running(LUA, 1)), Scope.ALL, LATER);
    assertThat(first.ensures())
        .extracting(Action.Ensure::reason)
        .containsExactly("its pull_policy is always");
    Plan second = Planner.plan(fleet, seen(running(LUA, 1)), Scope.ALL.withImagesFetched(), LATER);
    assertThat(second.isEmpty()).isTrue();
  }

  private static DesiredFleet connected() {
    Networking networking =
        Networking.NONE.withNetworks(List.of(new Networking.Attachment("front", List.of())));
    Storage storage =
        new Storage(
            List.of(new Storage.Mount(Storage.Kind.VOLUME, Optional.of("data"), "/data", false)),
            Optional.empty());
    ServiceSpec service =
        LUA.withContainer(LUA.container().withNetworking(networking).withStorage(storage));
    return new DesiredFleet(
        DEMO,
        Map.of(service.name(), service),
        Set.of(),
        Map.of(
            "front",
            new NetworkSpec("demo_front", false, Optional.empty(), false, Map.of(), Map.of())),
        Map.of("data", new VolumeSpec("demo_data", false, Optional.empty(), Map.of(), Map.of())),
        PortRange.DEFAULT);
  }
}
