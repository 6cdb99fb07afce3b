package io.llmspell.fleet.bench.planner;

import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.testkit.Samples;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the planner is given: a fleet of kernels as wanted, and as it is. */
record PlannerInput(DesiredFleet desired, ObservedFleet observed) {

  /**
   * Of {@code services} times {@code replicas} kernels.
   *
   * @param replicas of each service
   */
  static PlannerInput of(int services, int replicas, Situation situation) {
    DesiredFleet desired =
        Samples.fleet(
            IntStream.range(0, services)
                .mapToObj(i -> service(i, replicas, "wanted"))
                .toArray(ServiceSpec[]::new));
    Stream<Instance> instances =
        situation == Situation.ALL_NEW
            ? Stream.empty()
            : IntStream.range(0, services)
                .mapToObj(i -> service(i, replicas, made(situation)))
                .flatMap(PlannerInput::instances);
    return new PlannerInput(desired, Samples.observed(desired, instances.toList()));
  }

  private static String made(Situation situation) {
    return situation == Situation.NO_OP ? "wanted" : "changed";
  }

  /** Of the size that a service in a file has. */
  private static ServiceSpec service(int number, int replicas, String digest) {
    return Samples.service("kernel-" + number)
        .kernel()
        .config("openai", digest)
        .command("kernel", "start", "--port", "{port}")
        .networks("net")
        .replicas(replicas)
        .build();
  }

  private static Stream<Instance> instances(ServiceSpec service) {
    Instance first = Samples.instance(service, 1).build();
    return IntStream.rangeClosed(1, service.replicas())
        .mapToObj(
            index -> {
              Slot slot = new Slot(service.name(), index);
              String name = Samples.PROJECT + "-" + slot;
              return new Instance(
                  new InstanceId(String.format("kernel-%08x", name.hashCode())),
                  name,
                  Integer.toHexString(name.hashCode()),
                  Optional.of(slot),
                  first.spec(),
                  first.phase(),
                  first.health(),
                  first.host(),
                  first.createdAt(),
                  first.startedAt(),
                  first.exit(),
                  first.maker());
            });
  }
}
