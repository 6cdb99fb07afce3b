package io.llmspell.fleet.plan;

import static io.llmspell.fleet.plan.Wanted.DEMO;
import static io.llmspell.fleet.plan.Wanted.IMAGE;
import static io.llmspell.fleet.plan.Wanted.kernel;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.SpecHash;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What may be there, for the planner's tests: of project {@code demo}, version {@code v1}. */
final class Seen {
  static final String V1 = "sha256:1";
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** When nothing made at {@link #NOW} is young any more. */
  static final Instant LATER = NOW.plus(Duration.ofDays(1));

  private Seen() {}

  static ObservedFleet seen(Instance... instances) {
    return seen(Map.of(IMAGE, V1), instances);
  }

  static ObservedFleet seen(Map<ImageReference, String> images, Instance... instances) {
    return new ObservedFleet(
        DEMO, List.of(instances), images, Set.of(), Set.of(), List.of(), List.of());
  }

  static ObservedFleet seen(List<Leftover> leftovers, Instance... instances) {
    return new ObservedFleet(
        DEMO, List.of(instances), Map.of(IMAGE, V1), Set.of(), Set.of(), List.of(), leftovers);
  }

  static ObservedFleet seenInPart(Instance... instances) {
    return new ObservedFleet(
        DEMO,
        List.of(instances),
        Map.of(),
        Set.of(),
        Set.of(),
        List.of("one container"),
        List.of());
  }

  /** Runs, made from just this service and {@link #V1}. */
  static Instance running(ServiceSpec service, int index) {
    String name = service.containerName().orElse("demo-" + service.name() + "-" + index);
    Phase phase = service.isKernel() ? Phase.STARTING : Phase.READY;
    return instance(service, index, name, 1, phase, Optional.empty());
  }

  static Instance ended(ServiceSpec service, int index, int exitCode) {
    Instance running = running(service, index);
    Instance.Exit exit = new Instance.Exit(exitCode, false, "", Optional.of(NOW));
    return instance(service, index, running.name(), 1, Phase.GONE, Optional.of(exit));
  }

  static Instance instance(
      ServiceSpec service,
      int index,
      String name,
      int attempt,
      Phase phase,
      Optional<Instance.Exit> exit) {
    Random random = new Random(name.hashCode());
    return new Instance(
        service.isKernel() ? InstanceId.kernel(random) : InstanceId.container(random),
        name,
        "handle of " + name,
        Optional.of(new Slot(service.name(), index)),
        provenance(service, attempt, new PortBlock(9550 + 5 * index)),
        phase,
        Health.UNKNOWN,
        Optional.of("10.0.0.1"),
        NOW,
        Optional.of(NOW),
        exit,
        MakerState.UNKNOWN);
  }

  /** Made, by somebody who died before he could start it. */
  static Instance abandoned(Instance instance) {
    return halfMade(instance, MakerState.DEAD);
  }

  /** Made, and not started yet. */
  static Instance halfMade(Instance instance, MakerState maker) {
    return new Instance(
        instance.id(),
        instance.name(),
        instance.handle(),
        instance.slot(),
        instance.spec(),
        Phase.CREATING,
        instance.health(),
        Optional.empty(),
        instance.createdAt(),
        Optional.empty(),
        Optional.empty(),
        maker);
  }

  static Instance adHoc(String name) {
    Instance kernel = running(kernel("any", 1), 1);
    return new Instance(
        kernel.id(),
        name,
        kernel.handle(),
        Optional.empty(),
        kernel.spec(),
        kernel.phase(),
        kernel.health(),
        kernel.host(),
        kernel.createdAt(),
        kernel.startedAt(),
        kernel.exit(),
        MakerState.UNKNOWN);
  }

  private static Instance.Provenance provenance(ServiceSpec service, int attempt, PortBlock ports) {
    return new Instance.Provenance(
        DEMO,
        SpecHash.of(service, V1),
        attempt,
        service.image(),
        V1,
        service
            .kernel()
            .map(
                kernel ->
                    new Instance.KernelFacts(
                        kernel.language(),
                        Optional.empty(),
                        ports,
                        kernel.connection(),
                        kernel.interrupt())),
        Optional.empty(),
        Optional.empty(),
        "tester",
        Ownership.UNSAID);
  }
}
