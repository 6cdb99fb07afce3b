package io.llmspell.fleet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What no fleet may be. */
class DesiredFleetTest {
  @Test
  void refusesServicesThatDependOnEachOtherInACircle() {
    assertThatThrownBy(
            () ->
                fleet(
                    Map.of(
                        "a", List.of("d", "b"),
                        "b", List.of("d", "c"),
                        "c", List.of("b"),
                        "d", List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("services depend on each other in a circle: a -> b -> c -> b");
    assertThatThrownBy(() -> fleet(Map.of("a", List.of("a"))))
        .hasMessage("services depend on each other in a circle: a -> a");
    assertThatThrownBy(() -> fleet(Map.of("a", List.of("b"))))
        .hasMessage("service a uses service b, which is not declared");
  }

  @Test
  void takesDependenciesOfAnyLength() {
    Map<String, List<String>> chain = new TreeMap<>(Map.of("s20000", List.of()));
    for (int i = 0; i < 20_000; i++) {
      chain.put("s" + i, List.of("s" + (i + 1)));
    }

    assertThat(fleet(chain).services()).hasSize(20_001);
    assertThat(fleet(Map.of("a", List.of("b", "c"), "b", List.of("c"), "c", List.of())).services())
        .hasSize(3);
  }

  private static DesiredFleet fleet(Map<String, List<String>> dependencies) {
    Map<ServiceName, ServiceSpec> services = new TreeMap<>();
    dependencies.forEach(
        (name, others) -> services.put(new ServiceName(name), service(name, others)));
    return new DesiredFleet(
        new ProjectName("p"), services, Set.of(), Map.of(), Map.of(), PortRange.DEFAULT);
  }

  private static ServiceSpec service(String name, List<String> others) {
    return new ServiceSpec(
        new ServiceName(name),
        new ImageReference("i"),
        ServiceSpec.PullPolicy.MISSING,
        1,
        Optional.empty(),
        others.stream().map(o -> new Dependency(new ServiceName(o), Condition.STARTED)).toList(),
        Optional.empty(),
        ContainerSpec.PLAIN,
        Deployment.DEFAULT);
  }
}
