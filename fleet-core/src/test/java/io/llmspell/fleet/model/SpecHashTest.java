package io.llmspell.fleet.model;

import static io.llmspell.fleet.model.SpecVariants.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmspell.fleet.model.Deployment.Placement;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.Dependency;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpecHashTest {
  private static final String IMAGE_ID = "sha256:1";
  private static final SpecHash HASH = SpecHash.of(BASE, IMAGE_ID);

  /** Each variant is another container: its hash differs from the base's and from all others. */
  @Test
  void everythingThatGoesIntoTheContainerChangesTheHash() {
    Map<SpecHash, String> seen = new HashMap<>(Map.of(HASH, "the base"));
    SpecVariants.all()
        .forEach(
            (name, variant) -> {
              SpecHash hash = SpecHash.of(variant, IMAGE_ID);
              assertThat(seen).as(name).doesNotContainKey(hash);
              seen.put(hash, name);
            });
    assertThat(seen).hasSizeGreaterThan(50);
  }

  /** So that a component that is added one day is not forgotten here. */
  @Test
  void theVariantsCoverAllThatCanBeSaidOfAContainer() {
    long components =
        Stream.of(
                ContainerSpec.class,
                ProcessSpec.class,
                Limits.class,
                Security.class,
                Networking.class,
                Storage.class,
                HealthCheck.class,
                KernelSpec.class,
                ServiceSpec.class)
            .mapToLong(type -> type.getRecordComponents().length)
            .sum();
    assertThat(components).isEqualTo(10 + 9 + 8 + 5 + 6 + 3 + 5 + 8 + 10);
  }

  @Test
  void theImagesIdChangesTheHash() {
    assertThat(SpecHash.of(BASE, "sha256:2")).isNotEqualTo(HASH);
  }

  /** A hash that changes between versions would replace everybody's kernels. */
  @Test
  void theHashOfAServiceIsTheSameInEveryVersion() {
    assertThat(HASH.value())
        .isEqualTo("756e2bed9cff6fca44cce2da1d4bdcfafd78428ecd38dd865dd1d0e7fa782d49");
  }

  @Test
  void theOrderInWhichVariablesAreGivenDoesNotMatter() {
    Map<String, String> forth = new LinkedHashMap<>();
    Map<String, String> back = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      forth.put("V" + i, "x");
      back.put("V" + (8 - i), "x");
    }
    assertThat(SpecHash.of(withEnvironment(forth), IMAGE_ID))
        .isEqualTo(SpecHash.of(withEnvironment(back), IMAGE_ID));
  }

  /** Texts that run into each other would read the same if their lengths were not written. */
  @Test
  void valuesDoNotRunIntoEachOther() {
    assertThat(SpecHash.of(withEnvironment(Map.of("A", "BC")), IMAGE_ID))
        .isNotEqualTo(SpecHash.of(withEnvironment(Map.of("AB", "C")), IMAGE_ID));
  }

  @Test
  void whatChangesNoContainerDoesNotChangeTheHash() {
    ServiceSpec scaled =
        new ServiceSpec(
            BASE.name(),
            BASE.image(),
            PullPolicy.ALWAYS,
            7,
            BASE.containerName(),
            List.of(new Dependency(new ServiceName("db"), Condition.HEALTHY)),
            BASE.kernel()
                .map(
                    kernel ->
                        kernel
                            .withWarm(3)
                            .withCulling(
                                new Culling(
                                    Optional.of(Duration.ofHours(1)),
                                    Optional.empty(),
                                    Optional.empty(),
                                    true))),
            BASE.container(),
            new Deployment(
                UpdateConfig.DEFAULT.withOrder(UpdateOrder.START_FIRST),
                Optional.of(RollbackConfig.DEFAULT),
                Optional.empty(),
                Map.of("team", "one"),
                new Placement(List.of("node.role==worker"), List.of(), Optional.of(2))));
    BuildSpec build = BuildSpec.ofStage(Path.of("/a"), "stage");
    assertThat(SpecHash.of(scaled.withBuild(Optional.of(build)), IMAGE_ID)).isEqualTo(HASH);
  }

  @Test
  void howLongAKernelMayTakeToStartDoesNotChangeTheHash() {
    KernelSpec k = SpecVariants.LUA;
    KernelSpec patient =
        new KernelSpec(
            k.language(), k.config(), k.connection(), k.interrupt(), Duration.ofMinutes(9));
    ServiceSpec service = SpecVariants.of(Optional.empty(), Optional.of(patient), BASE.container());
    assertThat(SpecHash.of(service, IMAGE_ID)).isEqualTo(HASH);
  }

  @Test
  void aTextThatIsNoHashIsRefused() {
    assertThatThrownBy(() -> new SpecHash("ABC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'ABC' is not a spec hash");
  }

  private static ServiceSpec withEnvironment(Map<String, String> environment) {
    ProcessSpec p = ProcessSpec.OF_IMAGE;
    return BASE.withContainer(
        BASE.container()
            .withProcess(
                new ProcessSpec(
                    p.entrypoint(),
                    p.command(),
                    environment,
                    p.passedOn(),
                    p.user(),
                    p.workingDir(),
                    p.init(),
                    p.stopSignal(),
                    p.stopGracePeriod())));
  }
}
