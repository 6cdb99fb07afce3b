package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.Deployment;
import io.llmspell.fleet.model.DesiredFleet;
import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.ImageReference;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.Leftover;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.NetworkSpec;
import io.llmspell.fleet.model.ObservedFleet;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortRange;
import io.llmspell.fleet.model.ServiceName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.ServiceSpec.Condition;
import io.llmspell.fleet.model.ServiceSpec.PullPolicy;
import io.llmspell.fleet.model.ServiceSpec.UpdateOrder;
import io.llmspell.fleet.model.VolumeSpec;
import io.llmspell.fleet.plan.InstanceNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Makes up fleets, small ones with much in them: what goes wrong in a large fleet goes wrong in a
 * small one, and can be read there.
 */
public final class FleetGenerator {
  /** The images that services are made up with. */
  public static final List<ImageReference> IMAGES =
      List.of(
          new ImageReference("fleet-kernel:latest"),
          new ImageReference("redis:7"),
          new ImageReference("debian:bookworm-slim"));

  private static final List<String> NAMES = List.of("db", "js", "lua", "proxy", "web");
  private static final PortRange PORTS = new PortRange(9555, 9754);

  private final RandomGenerator random;

  public FleetGenerator(RandomGenerator random) {
    this.random = random;
  }

  /** A fleet called {@code demo} of one to five services, each of which may be inactive. */
  public DesiredFleet desired() {
    Map<ServiceName, ServiceSpec> services = new TreeMap<>();
    Set<ServiceName> inactive = new TreeSet<>();
    List<String> active = new ArrayList<>();
    for (String name : NAMES) {
      switch (random.nextInt(4)) {
        case 0 -> inactive.add(new ServiceName(name));
        case 1 -> {}
        default -> {
          ServiceSpec service = service(name, active);
          services.put(service.name(), service);
          active.add(name);
        }
      }
    }
    DesiredFleet declared = Samples.fleet(PORTS, services.values().toArray(ServiceSpec[]::new));
    return new DesiredFleet(
        Samples.PROJECT, services, inactive, declared.networks(), declared.volumes(), PORTS);
  }

  /** A service with this name that may depend on these. */
  public ServiceSpec service(String name, List<String> others) {
    ServiceBuilder service =
        Samples.service(name)
            .image(pick(IMAGES).value())
            .pullPolicy(random.nextInt(5) == 0 ? PullPolicy.ALWAYS : PullPolicy.MISSING)
            .command("run", Integer.toString(random.nextInt(3)))
            .replicas(random.nextInt(4));
    if (random.nextInt(3) > 0) {
      service.kernel();
      if (random.nextInt(4) == 0) {
        service.owned("alice", pick(List.of("", "*", "bob", "bob,carol")));
      }
    }
    if (random.nextInt(4) == 0) {
      service.replicas(random.nextInt(2)).containerName(name + "-fixed-" + random.nextInt(2));
    }
    if (random.nextBoolean()) {
      service.networks(random.nextBoolean() ? "front" : "back");
    }
    if (random.nextInt(3) == 0) {
      service.updateOrder(UpdateOrder.START_FIRST);
    }
    if (random.nextInt(3) == 0) {
      service.volume("data", "/data");
    }
    others.stream()
        .filter(other -> random.nextInt(3) == 0)
        .forEach(other -> service.dependsOn(other, pick(List.of(Condition.values()))));
    return service.build();
  }

  /** What a complete look might find of this fleet at any time of its life. */
  public ObservedFleet observed(DesiredFleet desired) {
    List<Instance> instances = new ArrayList<>();
    for (String name : NAMES) {
      ServiceSpec wanted = desired.services().get(new ServiceName(name));
      for (int index = 1; index <= 4; index++) {
        if (random.nextInt(3) > 0) {
          ServiceSpec made = wanted == null || random.nextInt(3) == 0 ? other(name) : wanted;
          instances.add(instance(made, index).build());
          if (random.nextInt(6) == 0) {
            instances.add(instance(made, index).name("duplicate-" + name + "-" + index).build());
          }
        }
        if (wanted != null && random.nextInt(6) == 0) {
          staged(wanted, index).ifPresent(instances::add);
        }
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      ServiceSpec kernel = Samples.service("spawned").kernel().build();
      instances.add(instance(kernel, i).adHoc("demo-mine-" + i).build());
    }
    return new ObservedFleet(
        desired.project(),
        instances,
        images(),
        some(desired.networks().values().stream().map(NetworkSpec::name).toList()),
        some(desired.volumes().values().stream().map(VolumeSpec::name).toList()),
        List.of(),
        leftovers());
  }

  /** A successor that an update has left; a service with one fixed name can have only one. */
  private Optional<Instance> staged(ServiceSpec wanted, int index) {
    if (index > 1 && wanted.containerName().isPresent()) {
      return Optional.empty();
    }
    String name = wanted.name().value();
    String slot = wanted.containerName().orElse(Samples.PROJECT + "-" + name + "-" + index);
    ServiceSpec made = random.nextInt(3) == 0 ? other(name) : wanted;
    return Optional.of(instance(made, index).name(InstanceNames.staged(slot)).build());
  }

  private List<Leftover> leftovers() {
    List<Leftover> leftovers = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      leftovers.add(
          new Leftover(
              pick(List.of(Leftover.Kind.values())),
              "left-" + i,
              "mark",
              FakeClock.START,
              pick(List.of(MakerState.values()))));
    }
    return leftovers;
  }

  /** As if a part of it could not be looked at. */
  public ObservedFleet partial(ObservedFleet whole) {
    return new ObservedFleet(
        whole.project(),
        some(whole.instances()).stream().toList(),
        whole.images(),
        whole.networks(),
        whole.volumes(),
        List.of("container 0123456789ab"),
        whole.leftovers());
  }

  /** A service of which instances may be left from another time: without a name of its own. */
  private ServiceSpec other(String name) {
    ServiceSpec service = service(name, List.of());
    return new ServiceSpec(
        service.name(),
        service.image(),
        service.pullPolicy(),
        service.replicas(),
        Optional.empty(),
        List.of(),
        service.kernel(),
        service.container(),
        Deployment.DEFAULT);
  }

  private InstanceBuilder instance(ServiceSpec service, int index) {
    InstanceBuilder instance =
        Samples.instance(service, index)
            .name(Samples.PROJECT + "-" + service.name() + "-" + index)
            .attempt(1 + random.nextInt(5))
            .older(Duration.ofHours(random.nextInt(3)))
            .health(service.isKernel() && random.nextInt(3) == 0 ? Health.BUSY : Health.UNKNOWN);
    return switch (random.nextInt(8)) {
      case 0 -> instance.exited(random.nextInt(2));
      case 1 -> instance.phase(Phase.CREATING);
      case 2 -> instance.phase(Phase.STOPPING);
      case 3 -> instance.imageId("sha256:" + "f".repeat(64));
      default -> instance;
    };
  }

  private Map<ImageReference, String> images() {
    Map<ImageReference, String> images = new TreeMap<>();
    some(IMAGES).forEach(image -> images.put(image, Samples.IMAGE_ID));
    return images;
  }

  /** Most of them, in their order. */
  private <T> Set<T> some(List<T> all) {
    Set<T> some = new LinkedHashSet<>(all);
    some.removeIf(one -> random.nextInt(5) == 0);
    return some;
  }

  /** One of them. */
  public <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
