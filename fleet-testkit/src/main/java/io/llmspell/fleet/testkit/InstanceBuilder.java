package io.llmspell.fleet.testkit;

import io.llmspell.fleet.model.Health;
import io.llmspell.fleet.model.Instance;
import io.llmspell.fleet.model.InstanceId;
import io.llmspell.fleet.model.KernelConfig;
import io.llmspell.fleet.model.KernelSpec;
import io.llmspell.fleet.model.MakerState;
import io.llmspell.fleet.model.Ownership;
import io.llmspell.fleet.model.Phase;
import io.llmspell.fleet.model.PortBlock;
import io.llmspell.fleet.model.ProjectName;
import io.llmspell.fleet.model.ServiceSpec;
import io.llmspell.fleet.model.Slot;
import io.llmspell.fleet.model.SpecHash;
import io.llmspell.fleet.model.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** Builds an {@link Instance} of which a test says only what matters to it: one that runs. */
public final class InstanceBuilder {
  private final ServiceSpec service;
  private Optional<Slot> slot;
  private Optional<String> name = Optional.empty();
  private Optional<InstanceId> id = Optional.empty();
  private ProjectName project = Samples.PROJECT;
  private String imageId = Samples.IMAGE_ID;
  private int attempt = 1;
  private PortBlock ports;
  private Phase phase;
  private Health health = Health.UNKNOWN;
  private Instant createdAt = FakeClock.START;
  private Optional<Instance.Exit> exit = Optional.empty();

  InstanceBuilder(ServiceSpec service, int index) {
    this.service = service;
    this.slot = Optional.of(new Slot(service.name(), index));
    this.ports = Samples.PORTS.blocks().skip(index - 1).findFirst().orElseThrow();
    this.phase = service.isKernel() ? Phase.STARTING : Phase.READY;
  }

  public InstanceBuilder name(String other) {
    name = Optional.of(other);
    return this;
  }

  public InstanceBuilder id(InstanceId other) {
    id = Optional.of(other);
    return this;
  }

  public InstanceBuilder project(ProjectName other) {
    project = other;
    return this;
  }

  /** Made from another version of its image. */
  public InstanceBuilder imageId(String other) {
    imageId = other;
    return this;
  }

  public InstanceBuilder attempt(int number) {
    attempt = number;
    return this;
  }

  public InstanceBuilder ports(PortBlock other) {
    ports = other;
    return this;
  }

  public InstanceBuilder phase(Phase other) {
    phase = other;
    return this;
  }

  /** What it was seen to be. */
  public InstanceBuilder health(Health other) {
    health = other;
    return this;
  }

  /** Made so long before {@link FakeClock#START}. */
  public InstanceBuilder older(Duration age) {
    createdAt = FakeClock.START.minus(age);
    return this;
  }

  /** Has ended. */
  public InstanceBuilder exited(int code) {
    phase = Phase.GONE;
    exit = Optional.of(new Instance.Exit(code, false, "", Optional.of(FakeClock.START)));
    return this;
  }

  /** In no slot. */
  public InstanceBuilder adHoc(String ownName) {
    slot = Optional.empty();
    return name(ownName);
  }

  public Instance build() {
    String finalName =
        name.or(service::containerName)
            .orElseGet(() -> project + "-" + slot.map(Slot::toString).orElse("ad-hoc"));
    // Follows from the name, so that a test builds the same instance every time.
    Random random = new Random(finalName.hashCode() * 31L + attempt);
    boolean wasStarted = phase.compareTo(Phase.STARTING) >= 0;
    return new Instance(
        id.orElseGet(
            () -> service.isKernel() ? InstanceId.kernel(random) : InstanceId.container(random)),
        finalName,
        Integer.toHexString(finalName.hashCode()),
        slot,
        provenance(),
        phase,
        health,
        exit.isEmpty() && wasStarted ? Optional.of("10.0.0.1") : Optional.empty(),
        createdAt,
        wasStarted ? Optional.of(FakeClock.START) : Optional.empty(),
        exit,
        MakerState.UNKNOWN);
  }

  private Instance.Provenance provenance() {
    Ownership ownership = service.kernel().map(KernelSpec::ownership).orElse(Ownership.UNSAID);
    return new Instance.Provenance(
        project,
        SpecHash.of(service, imageId),
        attempt,
        service.image(),
        imageId,
        service
            .kernel()
            .map(
                kernel ->
                    new Instance.KernelFacts(
                        kernel.language(),
                        kernel.config().map(KernelConfig::name),
                        ports,
                        kernel.connection(),
                        kernel.interrupt())),
        service.container().limits().memory(),
        service.container().limits().cpus(),
        ownership.owner().map(UserName::value).orElse("tester"),
        ownership);
  }
}
